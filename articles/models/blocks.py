"""The blocks of an article's text, in one ordered region. Each kind is a table of its own."""

from content_editor.models import create_plugin_base
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CiteKeysField, RichTextField
from ..richtext import Profile
from .article import Article
from .trial import Trial


class Block(create_plugin_base(Article)):  # type: ignore[misc]
    """What every block has: its place, and a key by which a question may point to it."""

    key = models.SlugField(
        _("key"), max_length=60, blank=True, help_text=_("Only where a question points to this block as evidence.")
    )

    class Meta:
        abstract = True
        ordering = ["ordering", "pk"]


class HeadingBlock(Block):
    """A heading of the text; sources of the whole section may stand with it."""

    level = models.PositiveSmallIntegerField(
        _("level"),
        default=2,
        choices=[(2, "2"), (3, "3"), (4, "4")],
        validators=[MinValueValidator(2), MaxValueValidator(4)],
    )
    text = models.CharField(_("heading"), max_length=200)
    cites = CiteKeysField(_("sources"), blank=True)

    class Meta(Block.Meta):
        verbose_name = _("heading")
        verbose_name_plural = _("headings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__range=(2, 4)),
                name="heading_level_2_to_4",
                violation_error_message=_("Levels run from 2 to 4."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class TextBlock(Block):
    """One or more paragraphs."""

    text = RichTextField(_("text"), Profile.PARAGRAPHS)

    class Meta(Block.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return str(_("Text"))


class ListBlock(Block):
    """A bullet or numbered list; each item may be marked as a finding, an interpretation or an outlook."""

    items = RichTextField(_("items"), Profile.ITEMS)
    is_ordered = models.BooleanField(_("numbered"), default=False)

    class Meta(Block.Meta):
        verbose_name = _("list")
        verbose_name_plural = _("lists")

    def __str__(self) -> str:
        return str(_("List"))


class TrialBlock(Block):
    """What this article says of one trial."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="blocks", verbose_name=_("trial"))
    cites = CiteKeysField(_("sources"), blank=True, help_text=_("Citation keys of the sources of the whole block."))
    findings = RichTextField(_("findings"), Profile.ITEMS, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("trial summary")
        verbose_name_plural = _("trial summaries")

    def __str__(self) -> str:
        return str(self.trial)


class QuoteBlock(Block):
    """Words of a person, set apart."""

    text = RichTextField(_("quote"), Profile.PARAGRAPHS)
    person = models.CharField(_("said by"), max_length=160, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return self.person or str(_("Quote"))


# Bundle name of each block type, in the order in which the editor offers them.
BLOCK_TYPES: dict[str, type[Block]] = {
    "heading": HeadingBlock,
    "paragraph": TextBlock,
    "list": ListBlock,
    "trial": TrialBlock,
    "quote": QuoteBlock,
}
