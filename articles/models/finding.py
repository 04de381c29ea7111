"""The index of findings: which articles report what, of which trial and result. Derived from the blocks' texts."""

import hashlib
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..richtext import Item, plain_text
from .article import Article
from .blocks import ItemsBlock, ListBlock, TrialBlock
from .result import Result
from .trial import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable


class FindingQuerySet(models.QuerySet):
    def rebuild(self, block: ItemsBlock) -> None:
        """Make the rows of a stored block say what its items say; nothing is written where they do."""
        wanted = [row_of(block, place, item) for place, item in block.indexed_items]
        link_to_results(wanted, block)
        held = list(block.index.order_by("position"))
        if [row.said for row in held] != [row.said for row in wanted]:
            block.index.all().delete()
            Finding.objects.bulk_create(wanted)

    def rebuild_all(self) -> int:
        """Rebuild the rows of every block, which is needed only after rows were written past `save()`. Returns how many
        findings there are."""
        for model in (ListBlock, TrialBlock):
            for block in model.objects.order_by("pk").iterator(chunk_size=500):
                self.rebuild(block)
        return self.model.objects.count()

    def link(self, result: Result) -> None:
        """Let all findings of the trial that name the result by its key point to it, and those that do not no longer.

        A list outside trial blocks that named no known result finds a later one when its block is saved.
        """
        named = Q(trial=result.trial_id, result_key=result.key or None)
        every = self.model.objects
        every.filter(result=result).exclude(named).update(result=None)
        if result.key:
            every.filter(named).update(result=result)


class Finding(models.Model):
    """A list item of an article as a row, to be searched and counted. The block's text is the source; nothing points here."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="findings", verbose_name=_("article"))
    trial_block = models.ForeignKey(TrialBlock, models.CASCADE, null=True, related_name="index")
    list_block = models.ForeignKey(ListBlock, models.CASCADE, null=True, related_name="index")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Place in its list, from 0."))
    text = models.TextField(_("text"))
    text_hash = models.CharField(_("hash of the text"), max_length=64, help_text=_("SHA-256 of the item's HTML."))
    kind = models.CharField(
        _("kind"),
        max_length=16,
        blank=True,
        choices=[
            ("finding", _("Finding")),
            ("interpretation", _("Interpretation")),
            ("outlook", _("Outlook")),
        ],
    )
    source_kind = models.CharField(
        _("source"),
        max_length=16,
        blank=True,
        choices=[("publication", _("Publication")), ("expert_opinion", _("Expert view"))],
    )
    time_sensitive = models.BooleanField(_("time-sensitive"), default=False)
    trial = models.ForeignKey(
        Trial, models.SET_NULL, null=True, related_name="findings", verbose_name=_("trial"),
        help_text=_("Of its block, or of the result it is pinned to."),
    )  # fmt: skip
    result_key = models.CharField(_("key of the result"), max_length=60, blank=True)
    result = models.ForeignKey(
        Result, models.SET_NULL, null=True, related_name="findings", verbose_name=_("pinned result")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["article", "trial_block", "list_block", "position"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                condition=Q(trial_block=None, list_block__isnull=False) | Q(trial_block__isnull=False, list_block=None),
                name="finding_in_one_block",
            ),
            models.UniqueConstraint(fields=["trial_block", "position"], name="finding_place_in_trial_block"),
            models.UniqueConstraint(fields=["list_block", "position"], name="finding_place_in_list_block"),
        ]
        indexes = [
            models.Index(fields=["trial", "result_key"], name="finding_by_result_key"),
            models.Index(fields=["article"], condition=Q(time_sensitive=True), name="finding_time_sensitive"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> tuple:
        """Everything but the primary key."""
        names = [field.attname for field in self._meta.concrete_fields if not field.primary_key]
        return tuple(getattr(self, name) for name in names)

    @property
    def block(self) -> ItemsBlock:
        return self.trial_block or self.list_block


def row_of(block: ItemsBlock, place: int, item: Item) -> Finding:
    """The row of an item, not stored and not linked to a result yet."""
    return Finding(
        article_id=block.parent_id,
        **{"trial_block_id" if isinstance(block, TrialBlock) else "list_block_id": block.pk},
        position=place,
        text=plain_text(item.html),
        text_hash=hashlib.sha256(item.html.encode()).hexdigest(),
        kind=item.kind,
        source_kind=item.source_kind,
        time_sensitive=item.time_sensitive,
        trial_id=getattr(block, "trial_id", None),
        result_key=item.result,
    )


def link_to_results(rows: "Iterable[Finding]", block: ItemsBlock) -> None:
    """Set the result that each row names by its key: of the block's trial, else of exactly one trial of the article."""
    named = [row for row in rows if row.result_key]
    if not named:
        return
    results = Result.objects.filter(key__in={row.result_key for row in named})
    if isinstance(block, TrialBlock):
        results = results.filter(trial=block.trial_id)
    else:
        article = block.parent_id
        shown = Q(trial__blocks__parent=article) | Q(trial__landscape_lines__landscape__parent=article)
        results = results.filter(shown | Q(trial__lines__article=article)).distinct()
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.key or "", []).append(result)
    for row in named:
        if len(found.get(row.result_key, [])) == 1:
            row.result = found[row.result_key][0]
            row.trial_id = row.result.trial_id
