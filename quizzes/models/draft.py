"""What a learner has answered so far of a quiz that is not sent yet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion
from hub.models import Learner

from .quiz import Phase, Quiz


class Draft(models.Model):
    """The open sheet of one learner in one phase of a quiz: no attempt, never counted, gone with the submission.

    article_version: whose questions it answers, kept until it is sent. nonce, opened_at: of the submission key, the
    same over steps and tabs. answers: by question version `{"option": uuid or "dont-know", "confidence": 1 to 5}`,
    each of the two only where given. beside: what is filled in beside the questions (`hub.companions`), by field, as
    sent. article_opened_at, article_read_at: as the article's page told, else None.
    """

    learner = models.ForeignKey(
        Learner, models.CASCADE, related_name="drafts", db_index=False, verbose_name=_("learner")
    )
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="drafts", verbose_name=_("quiz"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    article_version = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="+", db_index=False, verbose_name=_("article version")
    )
    nonce = models.CharField(max_length=43)
    opened_at = models.DateTimeField(_("form opened"))
    answers = models.JSONField(_("answers"), default=dict)
    beside = models.JSONField(_("beside the questions"), default=dict)
    article_opened_at = models.DateTimeField(_("article opened"), null=True)
    article_read_at = models.DateTimeField(_("article read to its end"), null=True)
    updated_at = models.DateTimeField(_("last saved"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz", "phase"], name="draft_one_a_phase"),
            models.CheckConstraint(condition=Q(phase__in=["pre", "post", "follow-up"]), name="draft_phase_known"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}, {self.get_phase_display()}"
