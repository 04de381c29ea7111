"""Writing the working copy of an article: it becomes what the file says, and only what differs is written."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from hub.models import Person

from ..markup import to_html
from ..models import (
    Article,
    ArticleTopic,
    ArticleTrial,
    Citation,
    Contributor,
    Objective,
    Reference,
    Topic,
    Trial,
)
from ..richtext import Profile, write_items
from .changes import Loading
from .mentions import PLACES
from .writing_body import stored_item, write_body

Record = Mapping[str, Any]


def write_article(data: Record, stored: Article | None, loading: Loading) -> Article:
    """Store the columns of the article and return its row."""
    columns = _columns(data) | {"hub": loading.hub, "translation_of": _original(data, loading)}
    if stored is None:
        return loading.create(Article, slug=data["slug"], **columns)
    loading.change(stored, **columns)
    return stored


def _columns(data: Record) -> dict[str, Any]:
    congress = data.get("congress", {})
    texts = ("title", "short_title", "kind", "language", "quiz_disabled_reason")
    return {
        **{name: data.get(name, "") for name in texts},
        **{name: _day(data.get(name)) for name in ("published_on", "reviewed_on", "review_by")},
        "lead": to_html(data.get("lead", ""), Profile.PARAGRAPHS),
        "summary": to_html(data.get("summary", ""), Profile.LINE),
        "key_learnings": write_items(stored_item(text) for text in data.get("key_learnings", [])),
        "embargo_until": datetime.fromisoformat(data["embargo_until"]) if "embargo_until" in data else None,
        "congress_name": congress.get("name", ""),
        "congress_start": _day(congress.get("start")),
        "congress_end": _day(congress.get("end")),
        "congress_city": congress.get("city", ""),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _original(data: Record, loading: Loading) -> Article | None:
    slug = data.get("translation_of")
    original = Article.objects.filter(slug=slug).first() if slug else None
    if slug and original is None:
        message = f"The article {slug}, of which this is a translation, is not stored: the place stays empty."
        loading.note("BUNDLE-UNKNOWN", message, "article.translation_of", severity="warning")
    return original


def write_lists(
    article: Article,
    data: Record,
    people: Mapping[str, Person],
    trials: Mapping[str, Trial],
    references: Mapping[str, Reference],
    loading: Loading,
) -> None:
    """Store contributors, topics, objectives, blocks, and the lists of trials and references in their order."""
    contributors = [
        {"person": people[person["slug"]], "place": place, "role": person.get("role", "")}
        for key, place in PLACES.items()
        for person in data.get(key, [])
    ]
    _replace(article, Contributor, contributors, loading)
    topics = [{"topic": _topic(name, loading)} for name in data.get("topics", [])]
    _replace(article, ArticleTopic, topics, loading)
    _replace(article, ArticleTrial, [{"trial": trial} for trial in trials.values()], loading)
    _replace(article, Citation, [{"reference": reference} for reference in references.values()], loading)
    _write_objectives(article, data.get("objectives", []), loading)
    write_body(article, data.get("body", []), trials, loading)


def _replace(article: Article, model: type[Model], wanted: list[dict[str, Any]], loading: Loading) -> None:
    """Make the rows of an ordered list anew unless they stand there in this order."""
    rows = model.objects.filter(article=article)
    names = list(wanted[0]) if wanted else []
    if rows.count() == len(wanted) and [_values(row, names) for row in rows] == [
        tuple(value.pk if isinstance(value, Model) else value for value in columns.values()) for columns in wanted
    ]:
        return
    rows.delete()
    loading.replaced(article)
    for order, columns in enumerate(wanted):
        model.objects.create(article=article, order=order, **columns)


def _values(row: Model, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def _topic(name: str, loading: Loading) -> Topic:
    """The topic of that name in the hub, made where there is none; its slug is free in the installation."""
    topic = Topic.objects.filter(hub=loading.hub, name__iexact=name).first()
    if topic is None:
        slug = slugify(name)[:100].strip("-_") or "topic"
        candidates = [slug, f"{loading.hub.slug}-{slug}"[:110], *(f"{slug}-{number}" for number in range(2, 1_000))]
        taken = set(Topic.objects.filter(slug__in=candidates).values_list("slug", flat=True))
        free = next(candidate for candidate in candidates if candidate not in taken)
        topic = loading.create(Topic, hub=loading.hub, name=name, slug=free)
    return topic


def _write_objectives(article: Article, objectives: list[Record], loading: Loading) -> None:
    """Questions point to objectives, so a row stays with its key."""
    stored = {objective.key: objective for objective in article.objectives.all()}
    for key in set(stored) - {objective["id"] for objective in objectives}:
        stored[key].delete()
        loading.replaced(article)
    for order, objective in enumerate(objectives):
        columns = {"text": objective["text"], "bloom": objective.get("bloom", ""), "order": order}
        if objective["id"] in stored:
            loading.change(stored[objective["id"]], **columns)
        else:
            loading.create(Objective, article=article, key=objective["id"], **columns)
