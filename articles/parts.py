"""What an app adds to an article: quiz, survey and support register one part each, in `AppConfig.ready()`.

Import, export, preflight, publication and rendering loop over `article_parts()` and import none of the apps behind it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .findings import Finding

if TYPE_CHECKING:
    from hub.models import Hub, User

    from .bundle.loading import Loading
    from .bundle.shape import Node, Problem
    from .models import Article, ArticleVersion
    from .outcome_plan import Item


@dataclass(frozen=True)
class Frozen:
    """What publication fixes of a part.

    shown: JSON value kept in `ArticleVersion.shown[key]`; it holds all that `render` needs and never a correct answer.
    pin: called once with the stored version, to write rows that point to it.
    """

    shown: Any
    pin: Callable[["ArticleVersion"], None] = lambda version: None


@dataclass(frozen=True)
class BodyPage:
    """What a part may use to render itself into the body of an article.

    has_strict_placement: whether funders are named in the statement only.
    """

    slug: str
    has_strict_placement: bool = False


@dataclass(frozen=True)
class ReviewersWanted:
    """What a part asks of the approvals of an article beyond the one that every article needs.

    number: how many different reviewers. of_whom: the kind of reviewer, in words that follow "by". why: a sentence.
    objection(user): why an approval by this account does not count, "" where it does.
    """

    number: int
    of_whom: str
    why: str
    objection: Callable[["User"], str]


@dataclass(frozen=True)
class Contributed:
    """A contributor as the page prints one: name, role ("" for none), and what was declared."""

    name: str
    role: str
    disclosure: str


@dataclass(frozen=True)
class Appearance:
    """What readers see of an article from an instant on, until the next one. version: None while it is not public."""

    since: datetime
    version: "ArticleVersion | None"
    contributors: tuple[Contributed, ...] = ()


@dataclass(frozen=True)
class ArticlePart:
    """One app's share of an article, as functions.

    key: name in the bundle. shape: its form there. order: place among the parts.
    validate(value, bundle): problems that the shape cannot see; pure, `value` may be None.
    load(article, value, loading): writes the working copy from a loadable bundle value; None removes the part.
    dump(article): the bundle value of the working copy, or None.
    freeze(article, value, now, live_from): what publication fixes for readers from `live_from` on; may write version
    rows of the part.
    render(shown, page): HTML by slot: `outset`, `before_text`, `after_text`, `statement`, `end`.
    describe(shown): what the rendered part says of the page, as properties of schema.org; no two parts share one.
    standing(shown): what of it readers may still see, None for nothing; before `render` and `describe`.
    check(article, value, on): preflight findings as of that day.
    review(value, content): preflight findings on the part beside the rest of the article; pure, both in bundle form.
    reviewers(article, content, on): who has to approve this content as of that day, None for any one reviewer.
    conflicts(value, hub): problems that only the database shows; hub is None where the import will make one.
    broken(version, on): what a stored version rests on and will not hold on that day, a sentence each; of one that is
    scheduled it is asked whenever something changed.
    prepare_hub(hub): gives a new hub what the part needs in it.
    planned(versions): by primary key, what these stored versions lay down for the outcome plan, in their order.
    plans(article): what the working copy would lay down if it were published as it stands.
    follow(article, appearances): called in the transaction that changes what readers see of the article, now or from
    an instant on: published, scheduled, taken off the schedule, taken down, rendered anew. The first one is the present.
    """

    key: str
    shape: "Node"
    order: int
    validate: Callable[[Any, Mapping[str, Any]], Iterable["Problem"]]
    load: Callable[["Article", Any, "Loading"], None]
    dump: Callable[["Article"], Any]
    freeze: Callable[["Article", Any, datetime, datetime], Frozen]
    render: Callable[[Any, BodyPage], Mapping[str, str]]
    check: Callable[["Article", Any, date], Iterable[Finding]]
    review: Callable[[Any, Mapping[str, Any]], Iterable[Finding]] = lambda value, content: ()
    reviewers: Callable[["Article", Mapping[str, Any], date], ReviewersWanted | None] = lambda article, content, on: (
        None
    )
    conflicts: Callable[[Any, "Hub | None"], Iterable["Problem"]] = lambda value, hub: ()
    broken: Callable[["ArticleVersion", date], Iterable[str]] = lambda version, on: ()
    prepare_hub: Callable[["Hub"], None] = lambda hub: None
    describe: Callable[[Any], Mapping[str, Any]] = lambda shown: {}
    standing: Callable[[Any], Any] = lambda shown: shown
    planned: Callable[[Collection[int]], Mapping[int, Sequence["Item"]]] = lambda versions: {}
    plans: Callable[["Article"], Sequence["Item"]] = lambda article: ()
    follow: Callable[["Article", Sequence[Appearance]], None] = lambda article, appearances: None


_parts: dict[str, ArticlePart] = {}


def register(part: ArticlePart) -> None:
    """Add a part. Raises ValueError when its key is taken."""
    if part.key in _parts:
        raise ValueError(f"The article part {part.key!r} is registered already.")
    _parts[part.key] = part


def article_parts() -> list[ArticlePart]:
    """All parts, in their order."""
    return sorted(_parts.values(), key=lambda part: part.order)
