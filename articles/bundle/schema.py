"""The form of a whole bundle: format, article, trials and references here, the other keys by the parts of an article."""

from collections.abc import Iterator
from typing import Any

from ..grid import MARK, shape_problems
from ..landscape import COLUMNS, MAX_TRIALS
from ..parts import article_parts
from ..richtext import ITEM_KINDS, ITEM_SOURCES, Profile
from .media_schema import FIGURE, VIDEO, VIDEO_BLOCK
from .mentions import complete_people
from .numbers import period_clashes
from .people_schema import PERSON
from .shape import (
    Boolean,
    Cells,
    Choice,
    CslItem,
    Date,
    Either,
    Integer,
    Key,
    ListOf,
    Moment,
    Pattern,
    Record,
    RichText,
    Tagged,
    Text,
    TextMap,
    TrialSlug,
    loadable,
    reference_keys,
    written,
)
from .slugs import slug_check, slug_from
from .trial_schema import SLUG_LENGTH as TRIAL_SLUG_LENGTH
from .trial_schema import TRIALS

FORMAT = "hub-article/1"
KINDS = ("article", "interview", "review", "explainer", "landscape", "congress", "video")
BLOOM = ("remember", "understand", "apply", "analyze", "evaluate", "create")
SLUG_LENGTH = 160


OBJECTIVE = Record(
    {"id": Key(), "text": Text(400, may_cite=False), "bloom": Choice(BLOOM)},
    required=("id", "text"),
)
ITEM = Either(
    RichText(Profile.ITEMS),
    Record(
        {
            "text": RichText(Profile.ITEMS),
            "source_kind": Choice(ITEM_SOURCES),
            "kind": Choice(ITEM_KINDS),
            "time_sensitive": Boolean(),
            "result": Key(60),
        },
        required=("text",),
    ),
    short=lambda item: item["text"] if set(item) == {"text"} else None,
)


def _table_shape(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from shape_problems(table.get("header", []), table.get("rows", []))


def _landscape_size(landscape: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if len(landscape.get("trials", [])) > MAX_TRIALS:
        yield "trials", f"has {len(landscape['trials'])} trials; a landscape table holds {MAX_TRIALS}"


BLOCKS = {
    "heading": Record(
        {"id": Key(60), "level": Integer(2, 4), "text": Text(200, may_cite=False), "cites": reference_keys()},
        required=("text",),
        defaults={"level": 2},
    ),
    "paragraph": Record({"id": Key(60), "text": RichText(Profile.PARAGRAPHS)}, required=("text",)),
    "list": Record({"id": Key(60), "items": ListOf(ITEM), "ordered": Boolean()}, required=("items",)),
    "trial": Record(
        {
            "id": Key(60),
            "trial": TrialSlug(TRIAL_SLUG_LENGTH),
            "heading_cites": reference_keys(),
            "findings": ListOf(ITEM),
        },
        required=("trial",),
    ),
    "quote": Record({"id": Key(60), "text": RichText(Profile.PARAGRAPHS), "person": Text(160)}, required=("text",)),
    "table": Record(
        {
            "id": Key(60),
            "caption": RichText(Profile.LINE),
            "header": Cells(),
            "rows": ListOf(Cells()),
            "source_cites": reference_keys(),
            "footnotes": TextMap(Pattern(MARK, "the mark of a footnote, such as a or b"), RichText(Profile.LINE)),
            "abbreviations": Text(1000),
        },
        required=("header", "rows"),
        checks=(_table_shape,),
    ),
    "landscape": Record(
        {
            "id": Key(60),
            "trials": ListOf(TrialSlug(TRIAL_SLUG_LENGTH), unique="", noun="trial"),
            "columns": ListOf(Choice(COLUMNS), unique="", noun="column"),
        },
        required=("trials", "columns"),
        checks=(_landscape_size,),
    ),
    "figure": FIGURE,
    "video": VIDEO_BLOCK,
}
BODY = ListOf(Tagged("block", BLOCKS), unique="id")
CONGRESS = Record(
    {"name": Text(200), "start": Date(), "end": Date(), "city": Text(120)},
    checks=(period_clashes("start", "end", "the congress"),),
)
ARTICLE = Record(
    {
        "slug": Key(SLUG_LENGTH),
        "title": Text(300, may_cite=False),
        "short_title": Text(120, may_cite=False),
        "kind": Choice(KINDS),
        "lead": RichText(Profile.PARAGRAPHS),
        "summary": RichText(Profile.LINE),
        "byline": ListOf(PERSON, unique="slug"),
        "featured": ListOf(PERSON, unique="slug"),
        "reviewers": ListOf(PERSON, unique="slug"),
        "published_on": Date(),
        "reviewed_on": Date(),
        "review_by": Date(),
        "embargo_until": Moment(),
        "language": Pattern(r"(?=.{2,12}$)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language such as en or en-GB"),
        "translation_of": Key(SLUG_LENGTH),
        "topics": ListOf(Text(120)),
        "objectives": ListOf(OBJECTIVE, unique="id"),
        "key_learnings": ListOf(RichText(Profile.ITEMS)),
        "body": BODY,
        "quiz_disabled_reason": Text(200),
        "video": VIDEO,
        "congress": CONGRESS,
    },
    required=("title", "body"),
    always=("body",),
    tidy=slug_from("title", SLUG_LENGTH),
    checks=(slug_check("title"),),
)
REFERENCES = ListOf(CslItem(), unique="id", noun="citation key")


def bundle_node() -> Record:
    """The form of a whole file, with the keys of the registered parts."""
    return Record(
        {
            "format": Choice((FORMAT,)),
            "article": ARTICLE,
            "trials": TRIALS,
            "references": REFERENCES,
            **{part.key: part.shape for part in article_parts()},
        },
        required=("article",),
        defaults={"format": FORMAT},
    )


def loadable_bundle(data: Any) -> dict[str, Any]:
    """A whole file in canonical form, together with what is read and never written."""
    bundle = loadable(data, bundle_node())
    if "article" in bundle:
        bundle["article"] = complete_people(bundle["article"], tuple(PERSON.fields))
    return bundle


def canonical_bundle(data: Any) -> dict[str, Any]:
    """The canonical form of a whole file without problems, as an export writes it."""
    return written(loadable_bundle(data), bundle_node())
