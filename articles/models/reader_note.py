"""What a learner writes down for themselves about an article."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from hub.models import Learner

from .article import Article

LONGEST_NOTE = 4_000
"""Characters."""


class ReaderNote(models.Model):
    """A learner's own note on an article, plain text: read by nobody else, and no part of any number."""

    learner = models.ForeignKey(
        Learner, models.PROTECT, related_name="notes", db_index=False, verbose_name=_("learner")
    )
    article = models.ForeignKey(Article, models.PROTECT, related_name="reader_notes", verbose_name=_("article"))
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    updated_at = models.DateTimeField(_("changed"))

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("reader's note")
        verbose_name_plural = _("readers' notes")
        constraints = [
            models.UniqueConstraint(fields=["learner", "article"], name="reader_note_once"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_NOTE), name="reader_note_at_most_4000"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="reader_note_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.article)
