"""Storing imported references: all that were wanted or none, with an audit event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from hub import audit
from hub.models import User

from .bundle.takeover import is_same_work
from .bundle.writing_registry import reference_columns
from .models import Article, Citation, Reference
from .reference_import.duplicates import work_of


class ImportRefused(Exception):
    """Nothing was stored. `sentences` says why, by the key that cannot be used; "" for the import as a whole."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = dict(sentences)


@dataclass(frozen=True)
class Stored:
    """What an import did.

    created: the new references. present: those that were there already. listed: number of new lines of the article.
    """

    created: tuple[Reference, ...]
    present: tuple[Reference, ...]
    listed: int = 0


def import_references(
    *,
    items: Sequence[tuple[str, Mapping[str, Any]]],
    actor: User | None,
    article: Article | None = None,
    also_list: Sequence[str] = (),
) -> Stored:
    """Store valid CSL-JSON items under their keys, and list them with an article if one is given.

    A work that is stored by DOI or PMID, or under the same key, is left as it is and reported as present, so that the same
    import sent twice stores once. also_list: keys of stored references that join the article's list too.
    Raises ImportRefused where a key is held by another work, or where somebody stores the same at this moment.
    """
    try:
        with transaction.atomic():
            return _import(items, actor, article, also_list)
    except IntegrityError as error:
        sentence = _(
            "Somebody stored some of these references at the same moment. Nothing was stored twice; look again."
        )
        raise ImportRefused({"": sentence}) from error


def _import(items, actor, article, also_list) -> Stored:
    library = _Library(items)
    created: list[Reference] = []
    present: list[Reference] = []
    taken: dict[str, str] = {}
    for key, item in items:
        held = library.same_as(key, item)
        if held is not None:
            present.append(held)
        elif key in library.by_key:
            taken[key] = _("The key %(key)s is held by another reference. Choose a different one.") % {"key": key}
        else:
            created.append(Reference(key=key, **reference_columns(item)))
            library.add(created[-1])
    if taken:
        raise ImportRefused(taken)
    Reference.objects.bulk_create(created)
    listed = _list(article, [*created, *present, *Reference.objects.filter(key__in=also_list)]) if article else []
    if created or listed:
        subject = f"article {article.slug}" if article else "references"
        keys = [row.key for row in created]
        audit.record(actor=actor, verb="import references", subject=subject, created=keys, listed=listed)
    return Stored(tuple(created), tuple(_once(present)), len(listed))


class _Library:
    """The references that stand in the way of these items, or are about to: by key, DOI and PMID. One query."""

    def __init__(self, items: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        self.by_key: dict[str, Reference] = {}
        self.by_number: dict[tuple[str, str], Reference] = {}
        works = [work_of(item, key) for key, item in items]
        wanted = Q(key__in=[work.label for work in works])
        wanted |= Q(doi__in=[work.doi for work in works if work.doi]) | Q(
            pmid__in=[work.pmid for work in works if work.pmid]
        )
        for row in Reference.objects.filter(wanted):
            self.add(row)

    def add(self, row: Reference) -> None:
        self.by_key[row.key] = row
        self.by_number |= {(name, number): row for name in ("doi", "pmid") if (number := getattr(row, name))}

    def same_as(self, key: str, item: Mapping[str, Any]) -> Reference | None:
        """The reference that is this work, by a number or as what stands under this very key."""
        work = work_of(item, key)
        held = self.by_number.get(("doi", work.doi)) or self.by_number.get(("pmid", work.pmid))
        if held is None and key in self.by_key and is_same_work(self.by_key[key], item):
            held = self.by_key[key]
        return held


def _once(rows: Sequence[Reference]) -> list[Reference]:
    return list({row.key: row for row in rows}.values())


def _list(article: Article, references: Sequence[Reference]) -> list[str]:
    """Append to the article's list those that are not in it; returns their keys."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    held = set(article.citations.values_list("reference_id", flat=True))
    new = [row for row in _once(references) if row.pk not in held]
    last = article.citations.aggregate(last=Max("order"))["last"]
    start = 0 if last is None else last + 1
    Citation.objects.bulk_create(
        [Citation(article=article, reference=row, order=place) for place, row in enumerate(new, start=start)]
    )
    return [row.key for row in new]
