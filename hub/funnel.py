"""From opening an article to answering its survey, in the words of the Outcomes Standardization Project. Pure.

outcomesince.org/glossary (2018-) tells events from people: a Start and a Completion are events, a Learner and a Completer
are people. A Learner has passed front matter and pre-test and begun the content; a Completer has finished the content,
whether or not a post-test follows; what a format cannot count is not reported. "Participant" alone says none of this
and is never used.

Here page loads are counted without telling one reader from another, so views and completions are page loads, and people
are known by what they answered alone: their numbers are the least there were. No percentage mixes both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Turnout:
    """What is counted of articles; everything is additive over articles, and one learner of two articles counts twice.

    views, reads: page loads, those that came to the end of the text. pre_test, post_test: learners with an unflagged
    attempt; both: with one of each. survey: learners with an unflagged response; survey_alone: of these, without either
    test; survey_without_post_test: of these, without the post-test.
    """

    articles: int = 1
    views: int = 0
    reads: int = 0
    pre_test: int = 0
    post_test: int = 0
    both: int = 0
    survey: int = 0
    survey_alone: int = 0
    survey_without_post_test: int = 0

    def __add__(self, other: Turnout) -> Turnout:
        return Turnout(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def learners(self) -> int:
        """People known to have passed front matter and pre-test: they sent the pre-test, or what stands after the text."""
        return self.pre_test + self.post_test - self.both + self.survey_alone

    @property
    def completers(self) -> int:
        """People known to have come to the end: they answered what stands after the text, the post-test or the survey."""
        return self.post_test + self.survey_without_post_test


NOBODY = Turnout(articles=0)


def total(turnouts: Iterable[Turnout]) -> Turnout:
    return sum(turnouts, NOBODY)


class Unit(StrEnum):
    PAGE_LOADS = "page loads"
    LEARNERS = "learners"
    STARTS = "starts"
    PER_ARTICLE = "learners, once an article"


@dataclass(frozen=True)
class Step:
    """One step. key: names it in tables. is_least: more people may have come so far than are known."""

    key: str
    name: str
    count: int
    unit: Unit
    definition: str
    is_least: bool = False


@dataclass(frozen=True)
class Funnel:
    """The steps from opening to answering, in the order in which a reader takes them."""

    steps: tuple[Step, ...]
    turnout: Turnout

    def count(self, key: str) -> int:
        """Raises KeyError for a step it does not have."""
        return {step.key: step.count for step in self.steps}[key]


def funnel(turnout: Turnout) -> Funnel:
    """The funnel of one article, or of several: then people count once for each article, and the step is Starts."""
    is_one = turnout.articles <= 1
    people = Unit.LEARNERS if is_one else Unit.PER_ARTICLE
    steps = (
        Step("views", "Views", turnout.views, Unit.PAGE_LOADS, _VIEWS),
        Step("pre-test", "Pre-test", turnout.pre_test, people, _PRE_TEST),
        Step(
            "starts",
            "Learners" if is_one else "Starts",
            turnout.learners,
            Unit.LEARNERS if is_one else Unit.STARTS,
            _LEARNERS if is_one else _STARTS,
            is_least=True,
        ),
        Step("completions", "Completions", turnout.reads, Unit.PAGE_LOADS, _COMPLETIONS),
        Step("completers", "Completers", turnout.completers, people, _COMPLETERS, is_least=True),
        Step("post-test", "Post-test", turnout.post_test, people, _POST_TEST),
        Step("survey", "Survey", turnout.survey, people, _SURVEY),
    )
    return Funnel(steps, turnout)


def funnel_sentence(found: Funnel) -> str:
    """Who came how far: page loads in one sentence, people in another."""
    turnout = found.turnout
    if turnout.articles == 0:
        return "No article has been published yet."
    return f"{_loads_sentence(turnout)} {_people_sentence(turnout)}"


def _loads_sentence(turnout: Turnout) -> str:
    if not turnout.views:
        return "No view has been counted yet."
    subject = "The article was" if turnout.articles == 1 else f"The {turnout.articles:,} articles were"
    ended = f"read to the end {_times(turnout.reads)}" if turnout.reads else "never read to the end"
    return f"{subject} opened {_times(turnout.views)} and {ended}."


def _people_sentence(turnout: Turnout) -> str:
    n = turnout.learners
    if not n:
        return "Nobody has answered a test or survey yet."
    if turnout.articles == 1:
        known = "1 learner is known" if n == 1 else f"{n:,} learners are known"
    else:
        known = "1 start is known" if n == 1 else f"{n:,} starts are known"
    return f"{known}; {turnout.completers:,} of them answered after the text."


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


_VIEWS = (
    "Page loads of the article that were looked at; loading it again counts again. Programs that say they are robots are "
    "left out. Page loads are no people, so nothing is a percentage of them."
)
_PRE_TEST = (
    "Learners who sent the quiz before reading. It stands below the front matter: support, disclosures and objectives."
)
_LEARNERS = (
    "People known to have passed front matter and pre-test and to have come to the text: they sent the pre-test, below "
    "which the text begins, or, the pre-test being optional, answered the post-test or the survey. Whoever read without "
    "answering anything is not known."
)
_STARTS = (
    "A learner in one article: people known to have passed front matter and pre-test and to have come to the text. "
    "Whoever started two articles counts as two starts, so this is no number of people."
)
_COMPLETIONS = (
    "Page loads whose end of text was shown, after a third of the reading time and at least 30 seconds, whether or not a "
    "post-test followed."
)
_COMPLETERS = (
    "Of the learners, those known to have come to the end of the text: they answered the post-test or the survey, which "
    "stand after it. Whoever finished and answered neither is among the completions alone, because reading leaves no "
    "trace of who read."
)
_POST_TEST = "Learners who sent the quiz after reading."
_SURVEY = "Learners who sent the survey after reading."
