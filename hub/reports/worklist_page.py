"""What the worklist prints: the items of one tab, searched and in pages, and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.formats import points, points_interval
from hub.models import User
from hub.stats import Interval
from quizzes.causes import Cause
from quizzes.decisions import may_decide
from quizzes.models import ReviewDecision
from quizzes.revisions import Difference, Numbers, Revision
from quizzes.sentences import change_sentence
from quizzes.worklist import Item, with_revisions

PER_PAGE = 50
OPEN, DECIDED = "open", "decided"
TABS = {OPEN: gettext_lazy("Open"), DECIDED: gettext_lazy("Decided")}

CAUSE_WORDS = {
    Cause.MISKEY: gettext_lazy("Suspected wrong key"),
    Cause.REVERSAL: gettext_lazy("Reversal"),
    Cause.LANGUAGE: gettext_lazy("Language fault"),
    Cause.UNLEARNED: gettext_lazy("Unlearned"),
    Cause.GAP: gettext_lazy("Gap persists"),
    Cause.NO_GAIN: gettext_lazy("No gain"),
    Cause.LOW_READERS: gettext_lazy("Few readers"),
    Cause.CEILING: gettext_lazy("Ceiling"),
    Cause.DEAD_DISTRACTOR: gettext_lazy("Dead distractor"),
}
GRAVE = frozenset({Cause.MISKEY, Cause.REVERSAL, Cause.LANGUAGE, Cause.UNLEARNED})
"""Causes that mislead readers or make the numbers wrong; their labels are set off."""

REVISING = frozenset({ReviewDecision.Deed.REVISE_QUESTION, ReviewDecision.Deed.REVISE_PASSAGE})


@dataclass(frozen=True)
class NamedCause:
    """A cause in words. is_new: it was not named when the item was decided."""

    words: str
    css_class: str
    sentence: str
    is_new: bool


@dataclass(frozen=True)
class Line:
    """One item as list and page print it. numbers: before, after and change, in a sentence."""

    item: Item
    causes: tuple[NamedCause, ...]
    numbers: str

    @property
    def url(self) -> str:
        return reverse("staff:worklist_item", args=self.item.key)

    @property
    def passage_url(self) -> str:
        """The passage that proves the answer, in the published article; "" where none is named or nothing is public."""
        article = self.item.quiz.article
        is_public = self.item.versions and article.taken_down_at is None
        return f"{article.get_absolute_url()}#s-{self.item.evidence}" if self.item.evidence and is_public else ""

    @property
    def has_simulated(self) -> bool:
        return self.item.n_simulated > 0

    @property
    def awaits_revision(self) -> bool:
        """Whether something was to be rewritten and has not been published since."""
        return bool(self.item.decision and self.item.decision.deed in REVISING and self.item.revised is None)

    @property
    def history(self) -> list[str]:
        """The versions of the article that changed the question, the oldest first, with their days."""
        zone, told, known = self.item.quiz.article.hub.zone, [], None
        for one in self.item.versions:
            if (one.series, one.wording) != known:
                told.append(
                    _("%(day)s, version %(number)s of the article: series %(series)s, wording %(wording)s")
                    % {
                        "day": date_format(one.day_in(zone), "j F Y"),
                        "number": one.number,
                        "series": one.series,
                        "wording": one.wording,
                    }
                )
            known = one.series, one.wording
        return told

    @property
    def reopened(self) -> str:
        """Why a decided item is open again; "" where it is not."""
        if not self.item.is_reopened:
            return ""
        return (
            _("Decided before; there is a new cause.")
            if self.item.new_causes
            else _("Decided before; clearly worse since.")
        )


@dataclass(frozen=True)
class Tab:
    """n: its items, before searching."""

    key: str
    name: str
    n: int
    is_here: bool


@dataclass(frozen=True)
class WorklistPage:
    """One tab of the list, searched. page: of `lines`."""

    tab: str
    tabs: tuple[Tab, ...]
    page: Page
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Side:
    """The numbers of one series, or of one side of a day, as the comparison prints them."""

    name: str
    numbers: Numbers
    change: str
    limits: str


@dataclass(frozen=True)
class Comparison:
    """A revision: both sides, and the differences now minus then, "" while one side is too small."""

    revision: Revision
    sides: tuple[Side, ...]
    facility: str
    facility_limits: str
    change: str
    change_limits: str


@dataclass(frozen=True)
class Deed:
    """A decision of the past, with the numbers it rests on."""

    decision: ReviewDecision
    causes: tuple[str, ...]
    numbers: str


@dataclass(frozen=True)
class Links:
    """Where the account may act on a question; "" where it may not."""

    edit: str
    correct_key: str
    withdraw: str


def worklist_page(items: Sequence[Item], tab: str, query: str, number: str | None) -> WorklistPage:
    """One page of a tab. query: words of stem or title, whatever their case. An unknown tab is the open one."""
    tab = tab if tab in TABS else OPEN
    by_tab = {OPEN: [one for one in items if one.is_open], DECIDED: decided_first(items)}
    page = Paginator(searched(by_tab[tab], query), PER_PAGE).get_page(number)
    lines = tuple(line(item) for item in with_revisions(page.object_list))
    tabs = tuple(Tab(key, str(name), len(by_tab[key]), key == tab) for key, name in TABS.items())
    return WorklistPage(tab, tabs, page, lines)


def decided_first(items: Sequence[Item]) -> list[Item]:
    """The decided ones, the last decision first."""
    decided = [(item.decision, item) for item in items if item.is_decided and item.decision]
    return [item for _decision, item in sorted(decided, key=lambda found: found[0].decided_at, reverse=True)]


def searched(items: Sequence[Item], query: str) -> list[Item]:
    word = query.casefold()
    return [
        item for item in items if word in item.report.head.stem.casefold() or word in item.quiz.article.title.casefold()
    ]


def line(item: Item) -> Line:
    causes = tuple(
        NamedCause(
            str(CAUSE_WORDS[one.cause]),
            "label--warn" if one.cause in GRAVE and one.is_clear else "",
            one.sentence,
            one in item.new_causes,
        )
        for one in item.causes
    )
    return Line(item, causes, change_sentence(item.report.change))


def comparison(revision: Revision | None) -> Comparison | None:
    if revision is None:
        return None
    n = min(revision.then.change.pairs.n, revision.now.change.pairs.n)
    return Comparison(
        revision=revision,
        sides=(_side(_("Until then"), revision.then), _side(_("Since"), revision.now)),
        facility=_estimate(revision.facility, n),
        facility_limits=_limits(revision.facility, n),
        change=_estimate(revision.change, n),
        change_limits=_limits(revision.change, n),
    )


def past(decisions: Sequence[ReviewDecision]) -> tuple[Deed, ...]:
    return tuple(
        Deed(
            decision,
            tuple(str(CAUSE_WORDS[cause]) for cause in Cause if cause.value in decision.seen),
            _numbers_then(decision),
        )
        for decision in decisions
    )


def links_of(user: User, question: int) -> Links:
    """Links into the admin, for those who may do there what they lead to."""
    decides = user.is_staff and may_decide(user) and user.has_perm("quizzes.view_question")
    return Links(
        edit=reverse("admin:quizzes_question_change", args=[question]) if may_edit(user) else "",
        correct_key=reverse("admin:quizzes_question_correct-key", args=[question]) if decides else "",
        withdraw=reverse("admin:quizzes_question_withdraw", args=[question]) if decides else "",
    )


def may_edit(user: User) -> bool:
    return user.is_staff and user.has_perm("quizzes.change_question")


def _side(name: str, numbers: Numbers) -> Side:
    change, n = numbers.change, numbers.change.pairs.n
    return Side(
        name, numbers, points(change.estimate, n), points_interval(change.interval, n) if change.interval else ""
    )


def _estimate(found: Difference | None, n: int) -> str:
    return points(found.estimate, n) if found else ""


def _limits(found: Difference | None, n: int) -> str:
    return points_interval(found.interval, n) if found else ""


def _numbers_then(decision: ReviewDecision) -> str:
    """The numbers a decision rests on, as they were stored."""
    pairs = decision.pairs
    known = {
        "n": pairs.n,
        "before": pairs.retained + pairs.unlearned,
        "after": pairs.retained + pairs.learned,
    }
    said = _("%(n)s answered both times: %(before)s right before reading, %(after)s after.") % known
    if decision.change is None:
        return said
    limits = (decision.change_lower, decision.change_upper)
    return _("%(said)s Change %(change)s points (95%% CI %(limits)s).") % {
        "said": said,
        "change": points(decision.change, pairs.n),
        "limits": points_interval(Interval(*limits), pairs.n),
    }
