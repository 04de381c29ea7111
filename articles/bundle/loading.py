"""Importing a bundle: one transaction, everything or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import audit, conditions
from hub.models import Hub, User

from ..findings import Finding
from ..models import Article
from ..parts import article_parts
from ..reading_order import shown_slugs
from .changes import Loading
from .dumping import used_keys
from .files import delete_files, store_portraits
from .people_schema import days_to_come
from .pointers import dangling_pointers
from .reading import BundleError, check
from .schema import loadable_bundle
from .shape import Problem
from .takeover import Takeover, find_stored, renamed
from .writing_article import write_article, write_lists
from .writing_media import store_media, write_video
from .writing_registry import checkers, write_people, write_references
from .writing_trials import write_trials

__all__ = ["BundleError", "Imported", "Loading", "load_bundle"]

DEFAULT_HUB = "hub"


@dataclass(frozen=True)
class Imported:
    """What an import did. created, updated: numbers of rows by the name of their model, without zeros.

    stored_files: names in the default storage, for a caller whose own transaction fails afterwards.
    """

    article: Article
    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stored_files: list[str] = field(default_factory=list)


def load_bundle(
    data: dict[str, Any],
    *,
    hub: Hub | None = None,
    overwrite: bool = False,
    folder: Path | None = None,
    actor: User | None = None,
    now: datetime | None = None,
) -> Imported:
    """Write the working copy of the article in a file, with what it needs and the installation does not have yet.

    data: what `read_bundle` read; it is checked here, together with what the installation says to it.
    hub: None for the hub that holds the article already, else the default hub, which is made where there is none.
    overwrite: whether the file wins in trials, people, funders and references. folder: where its files lie.
    Raises BundleError with every problem of the file; then nothing is written.
    """
    stored_files: list[str] = []
    try:
        with transaction.atomic():
            return _load(data, hub, overwrite, folder, actor, stored_files, now or timezone.now())
    except (IntegrityError, DataError) as error:
        delete_files(stored_files)
        message = f"the database refuses what the file says, perhaps because somebody changed it meanwhile: {error}"
        raise BundleError([Problem("", message)]) from error
    except BaseException:
        delete_files(stored_files)
        raise


def _load(
    data: dict[str, Any],
    hub: Hub | None,
    overwrite: bool,
    folder: Path | None,
    actor: User | None,
    stored_files: list[str],
    now: datetime,
) -> Imported:
    bundle = loadable_bundle(data)
    stored = Article.objects.select_related("hub").filter(slug=bundle.get("article", {}).get("slug")).first()
    target = hub or (stored.hub if stored else _default_hub())
    takeover = find_stored(bundle)
    found = [*check(data), *takeover.problems, *_conflicts(bundle, stored, target, now)]
    if found:
        raise BundleError(list(dict.fromkeys(found)))
    bundle = renamed(bundle, takeover)
    loading = Loading(target or Hub(), overwrite, folder, stored_files=stored_files)
    loading.findings += takeover.findings
    if target is None:
        loading.hub = _make_default_hub(loading)
    article = _write(bundle, stored, takeover, loading)
    loading.findings += [*_unused(bundle), *_dangling(bundle)]
    if loading.created or loading.updated:
        if {"Declaration"} & {*loading.created, *loading.updated}:
            reason = _("People declared interests in the imported article %(article)s.") % {"article": article.slug}
            conditions.changed(actor=actor, reason=reason)
        counts = {"created": dict(loading.created), "updated": dict(loading.updated)}
        audit.record(actor=actor, verb="import", subject=f"article {article.slug}", **counts)
        # The file may bring newer declarations, or another embargo.
        conditions.changed(actor=actor, reason=_("The article %(slug)s was imported.") % {"slug": article.slug})
    return Imported(article, dict(loading.created), dict(loading.updated), loading.findings, stored_files)


def _conflicts(bundle: Mapping[str, Any], stored: Article | None, hub: Hub | None, now: datetime) -> Iterator[Problem]:
    """What stands against the import in this installation, now."""
    yield from days_to_come(bundle.get("article", {}), timezone.localdate(now))
    if stored and hub and stored.hub_id != hub.pk:
        message = (
            f'an article of the hub "{stored.hub.slug}" has the slug "{stored.slug}"; slugs are unique in all hubs'
        )
        yield Problem("article.slug", message)
    for part in article_parts():
        yield from part.conflicts(bundle.get(part.key), hub)


def _default_hub() -> Hub | None:
    """The default hub; where no hub is the default, the one whose slug a made one would have."""
    return Hub.objects.filter(Q(is_default=True) | Q(slug=DEFAULT_HUB)).order_by("-is_default").first()


def _make_default_hub(loading: Loading) -> Hub:
    names = {"name": "Medical education hub", "short_name": "Education hub", "publisher": "Medical education hub"}
    hub = loading.create(Hub, slug=DEFAULT_HUB, is_default=True, **names)
    for part in article_parts():
        part.prepare_hub(hub)
    return hub


def _write(bundle: dict[str, Any], stored: Article | None, takeover: Takeover, loading: Loading) -> Article:
    data = bundle["article"]
    references = write_references(bundle.get("references", []), takeover.references, loading)
    people = write_people(data, loading)
    store_portraits(data, people, loading)
    known = checkers(bundle.get("trials", []), people, loading)
    trials = write_trials(bundle.get("trials", []), takeover.trials, references, known, loading)
    article = write_article(data, stored, loading)
    store_media(article, data, loading)
    write_video(article, data.get("video", {}), loading)
    write_lists(article, data, people, trials, references, loading)
    for part in article_parts():
        part.load(article, bundle.get(part.key), loading)
    return article


def _unused(bundle: dict[str, Any]) -> Iterator[Finding]:
    """Trials without a block and references that nothing cites; they stay attached."""
    shown = shown_slugs(bundle)
    for index, trial in enumerate(bundle.get("trials", [])):
        if trial["slug"] not in shown:
            message = f"The trial {trial['slug']} has no block in the text; it stays attached to the article."
            yield Finding("BUNDLE-UNUSED", "info", message, f"trials[{index}]")
    used = set(used_keys({key: held for key, held in bundle.items() if key != "references"}))
    for index, item in enumerate(bundle.get("references", [])):
        if item["id"] not in used:
            message = f"Nothing cites the reference {item['id']}; it stays attached to the article."
            yield Finding("BUNDLE-UNUSED", "info", message, f"references[{index}]")


def _dangling(bundle: dict[str, Any]) -> Iterator[Finding]:
    """Pointers to tables, figures and footnotes that the article does not have."""
    for pointer in dangling_pointers(bundle):
        yield Finding("BUNDLE-UNKNOWN", "warning", pointer.message, pointer.path)
