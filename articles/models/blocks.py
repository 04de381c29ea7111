"""The blocks of an article's text, in one ordered region. Each kind is a table of its own."""

from collections.abc import Iterable

from content_editor.models import create_plugin_base
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..fields import CiteKeysField, RichTextField
from ..richtext import Item, Profile, plain_text, read_items
from .article import Article
from .trial import Trial


def first_words(html: str) -> str:
    """The beginning of stored rich text, by which a block is known while it is folded away."""
    return Truncator(" ".join(plain_text(html).split())).chars(80)


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
        return first_words(self.text) or str(_("Text"))


class ItemsBlock(Block):
    """A block of list items. Saving it rebuilds the index of its findings."""

    class Meta(Block.Meta):
        abstract = True

    @property
    def indexed_items(self) -> Iterable[tuple[int, Item]]:
        """The items that stand in the index of findings, with their places from 0."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.index.rebuild(self)


class ListBlock(ItemsBlock):
    """A bullet or numbered list; each item may be marked as a finding, an interpretation or an outlook."""

    items = RichTextField(_("items"), Profile.ITEMS)
    is_ordered = models.BooleanField(_("numbered"), default=False)

    class Meta(Block.Meta):
        verbose_name = _("list")
        verbose_name_plural = _("lists")

    @property
    def indexed_items(self) -> Iterable[tuple[int, Item]]:
        """Items with a mark: an unmarked one is no finding."""
        items = enumerate(read_items(self.items))
        return [
            (place, item)
            for place, item in items
            if item.kind or item.source_kind or item.time_sensitive or item.result
        ]

    def __str__(self) -> str:
        return first_words(self.items) or str(_("List"))


class TrialBlock(ItemsBlock):
    """What this article says of one trial."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="blocks", verbose_name=_("trial"))
    cites = CiteKeysField(_("sources"), blank=True, help_text=_("Citation keys of the sources of the whole block."))
    findings = RichTextField(_("findings"), Profile.ITEMS, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("trial summary")
        verbose_name_plural = _("trial summaries")

    @property
    def indexed_items(self) -> Iterable[tuple[int, Item]]:
        return enumerate(read_items(self.findings))

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
