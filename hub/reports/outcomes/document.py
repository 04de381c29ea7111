"""The whole report as a document, from its content alone."""

from django.utils.translation import gettext as _

from .blocks import Document, Section, Table, Words, columns
from .framing import cover, methods, summary
from .gaps import remaining
from .groups import cohorts, confidence
from .learning import numbered, overall, question_page
from .opinions import opinions
from .participation import answering, reach
from .rows import SMALLEST_GROUP, Outcomes
from .wording import last_day, number, short


def funder_document(report: Outcomes, digest: str) -> Document:
    """The report for a funder, in the active language. digest: hash of the edition. Without a learner it has its cover alone."""
    title = _("Outcomes of articles supported by %(funder)s") % {"funder": report.name}
    subtitle = _("What learners answered before and after reading, until %(day)s") % {"day": last_day(report)}
    if not report.articles:
        nothing = _("No article that names this support was published by then.")
        return Document(title, subtitle, digest, (Words(nothing, "headline"), *cover(report, digest)))
    if not report.counted:
        return Document(
            title, subtitle, digest, (*cover(report, digest), Words(_too_few(), "headline")), (summary_of_none(report),)
        )
    sections = (
        summary(report),
        reach(report),
        answering(report),
        overall(report),
        *(question_page(place, question) for place, question in numbered(report)),
        cohorts(report),
        confidence(report),
        opinions(report),
        remaining(report),
        methods(report),
        data_tables(report),
    )
    return Document(title, subtitle, digest, cover(report, digest), tuple(filter(None, sections)))


def _too_few() -> str:
    return _("Too few answers yet: fewer than %(k)s learners answered each article.") % {"k": SMALLEST_GROUP}


def summary_of_none(report: Outcomes) -> Section:
    rows = tuple((article.title, article.hub) for article in report.articles)
    table = Table(_("Articles in this report"), (*columns(_("Article")), *columns(_("Programme"))), rows)
    return Section("summary", _("Articles"), (table,))


def data_tables(report: Outcomes) -> Section:
    """The counts behind the percentages: the cells of every question."""
    rows = tuple(
        (
            f"{place}. {short(question.stem)}",
            *(number(n) for n in (question.pairs.n, question.pairs.retained, question.pairs.learned)),
            *(number(n) for n in (question.pairs.never, question.pairs.unlearned)),
            *(number(n) for n in (question.answered[0], question.right[0], question.answered[1], question.right[1])),
        )
        for place, question in numbered(report)
    )
    names = (
        _("n"), _("Retained"), _("Learned"), _("Never"), _("Unlearned"), _("All before"), _("right"), _("All after"),
        _("right"),
    )  # fmt: skip
    note = _("n and the four cells: learners who answered both times. All before, all after: whoever answered then.")
    table = Table(_("Answers by question"), columns(_("Question"), *names), rows, note)
    return Section("tables", _("Data tables"), (table,))
