"""What readers said: satisfaction, and what they intend to change. Statements stand as they were printed."""

from django.utils.translation import gettext as _

from hub.charts import LikertRow, likert_bars
from hub.shares import FEWEST_FOR_ESTIMATE
from surveys import sentences
from surveys.models import LikertPoint

from .blocks import Block, Figure, Heading, Section, Table, Words, columns
from .rows import Outcomes, StatementOutcome
from .wording import level_name, number

INTENTION = 4


def opinions(report: Outcomes) -> Section | None:
    """None where no statement has enough answers."""
    if not report.statements:
        return None
    blocks: list[Block] = []
    if report.reached and report.responses:
        blocks.append(
            Words(
                _("%(responses)s of %(reached)s learners who came as far as a survey answered it.")
                % {"responses": number(report.responses), "reached": number(report.reached)}
            )
        )
    for title, statements in _kinds(report):
        blocks += [Heading(title), *_chart(title, statements), _table(title, statements)]
        blocks += [Words(f"“{statement.text}” {_sentence(statement)}") for statement in statements]
    if any(statement.level == INTENTION for statement in report.statements):
        blocks.append(
            Words(
                _("An intention is what learners say they will do. Whether they do it was not observed here."), "note"
            )
        )
    return Section("opinions", _("Satisfaction and intention"), tuple(blocks))


def _kinds(report: Outcomes) -> list[tuple[str, list[StatementOutcome]]]:
    names = {2: _("Satisfaction (level 2)"), INTENTION: _("Intention to change (level 4, as learners state it)")}
    found: dict[str, list[StatementOutcome]] = {}
    for statement in report.statements:
        name = names.get(statement.level or 0, level_name(statement.level) if statement.level else _("Statements"))
        found.setdefault(name, []).append(statement)
    return [
        (name, sorted(rows, key=lambda row: -row.report.top_two.count / max(row.report.n, 1)))
        for name, rows in found.items()
    ]


def _chart(title: str, statements: list[StatementOutcome]) -> tuple[Figure, ...]:
    rows = [statement for statement in statements if statement.report.n >= FEWEST_FOR_ESTIMATE]
    if not rows:
        return ()
    labels = [str(label) for label in LikertPoint.labels]
    figure = likert_bars(
        [LikertRow(row.text, row.counts, f"n = {number(row.report.n)}") for row in rows],
        name=f"agreement-{rows[0].level or 0}",
        title=title,
        desc=_("The same numbers stand in the table below."),
    )
    words = "; ".join(f"{row.text}: {row.report.top_two.percent}" for row in rows)
    legend = tuple((f"likert--{point}", label) for point, label in enumerate(labels, start=1))
    return (Figure(figure, _("Learners who agreed or strongly agreed: %(words)s.") % {"words": words}, legend),)


def _table(title: str, statements: list[StatementOutcome]) -> Table:
    head = columns(
        _("Statement"), "n", *(str(label) for label in LikertPoint.labels), _("Not applicable"), _("Top two")
    )
    rows = tuple(
        (
            statement.text,
            number(statement.report.n),
            *(number(n) for n in statement.counts),
            number(statement.not_applicable),
            statement.report.top_two.percent,
        )
        for statement in statements
    )
    note = _("n: answers on the five points. Top two: agree or strongly agree, in percent of n.")
    return Table(title, head, rows, note)


def _sentence(statement: StatementOutcome) -> str:
    """Without an interval where some learners answered after several articles: their answers resemble each other."""
    report = statement.report
    if report.n < FEWEST_FOR_ESTIMATE or statement.learners >= report.n:
        return sentences.agreement_sentence(report)
    return _(
        "%(agree)s of %(n)s answers by %(learners)s learners were agree or strongly agree. Some answered after several "
        "articles, so no interval is given."
    ) % {"agree": report.top_two.percent, "n": number(report.n), "learners": number(statement.learners)}


def intention(report: Outcomes) -> StatementOutcome | None:
    """The statement of intention that most answered."""
    stated = [row for row in report.statements if row.level == INTENTION]
    return max(stated, key=lambda row: row.report.n, default=None)
