"""What changed: over all questions, question by question, by group, and with confidence."""

from django.utils.translation import gettext as _

from hub.charts import (
    DumbbellRow,
    Segment,
    dumbbell,
    estimate_of,
    heat_step,
    stacked_bar,
)
from hub.formats import p_value, points
from hub.shares import Share
from quizzes import sentences

from .blocks import Block, Facts, Figure, Heading, Points, Section, Table, Words, columns
from .rows import SMALLEST_GROUP, Outcomes, QuestionOutcome
from .wording import (
    change_text,
    level_name,
    number,
    percent_text,
    share_text,
    short,
    versions_text,
)

SEE_TABLE = "The same numbers stand in the table below."


def overall(report: Outcomes) -> Section:
    """The change over all questions, and every question before and after, those known best first."""
    blocks: list[Block] = [Words(sentences.quiz_sentence(report.change), "headline"), *_conservative(report)]
    shown = [(place, question) for place, question in numbered(report) if question.report.change.interval]
    if shown:
        shown.sort(key=lambda one: -one[1].report.change.after.estimate)
        figure = dumbbell(
            [
                DumbbellRow(
                    label=_("Question %(number)s") % {"number": place},
                    before=estimate_of(question.report.change.before),
                    after=estimate_of(question.report.change.after),
                    note=change_text(question.report.change),
                )
                for place, question in shown
            ],
            name="before-after",
            title=_("Correct answers before and after reading, by question"),
            desc=_(SEE_TABLE),
            heading=_("change, points (95% CI)"),
        )
        words = [f"{_('Question %(number)s') % {'number': place}} {change_text(q.report.change)}" for place, q in shown]
        blocks.append(
            Figure(figure, f"{_('Correct answers before and after reading, by question')}: {', '.join(words)}.")
        )
        blocks.append(Words(_("Open dots: before reading. Full dots: after reading. Lines: 95% intervals."), "note"))
    blocks.append(question_table(report))
    if report.n_small_questions:
        blocks.append(
            Words(
                _("Questions answered both times by fewer than %(k)s learners, in no number here: %(n)s.")
                % {"k": SMALLEST_GROUP, "n": report.n_small_questions},
                "note",
            )
        )
    return Section("learning", _("Learning (levels 3 and 4)"), tuple(blocks))


def numbered(report: Outcomes) -> list[tuple[int, QuestionOutcome]]:
    """The questions with their numbers in the report."""
    return list(enumerate(report.questions, start=1))


def _conservative(report: Outcomes) -> tuple[Block, ...]:
    change = report.conservative_change
    if change is None or not report.before_only:
        return ()
    n = report.pairs.n + report.before_only
    text = _("If those who answered only before reading had learned nothing, the change would be %(points)s points.")
    return (Words(text % {"points": points(change, n)}, "note"),)


def question_table(report: Outcomes) -> Table:
    rows = tuple(
        (
            f"{place}. {short(question.stem)}",
            number(question.pairs.n),
            percent_text(question.report.change.before),
            percent_text(question.report.change.after),
            change_text(question.report.change),
            p_value(question.adjusted_p),
        )
        for place, question in numbered(report)
    )
    tested = sum(question.adjusted_p is not None for question in report.questions)
    note = _("n: learners who answered both times. Change in percentage points with its 95% interval.")
    if tested == 1:
        note += " " + _("P: McNemar mid-p.")
    elif tested:
        note += " " + _("P: McNemar mid-p, adjusted for the %(n)s questions tested (Benjamini-Hochberg).") % {
            "n": tested
        }
    head = columns(_("Question"), "n", _("Before"), _("After"), _("Change"), "P")
    return Table(_("Questions before and after reading"), head, rows, note)


def question_page(place: int, question: QuestionOutcome) -> Section:
    """One question: what it asks and why, how answers moved, and what its options attracted."""
    report = question.report
    keys = [f"{option.letter}. {option.text}" for option in question.options if option.is_key]
    blocks: list[Block] = [
        Words(question.stem, "lead"),
        Facts(
            (
                (_("Article"), question.article),
                (_("Key"), "; ".join(keys)),
                (_("Learning objective"), question.objective or _("None was named")),
                (_("Level"), level_name(question.level)),
                (_("Versions"), versions_text(question.versions)),
            )
        ),
        Words(sentences.change_sentence(report.change), "headline"),
        *(Words(text, "note") for text in _notes(question) if text),
        *moves(place, question),
        *_options(question),
    ]
    if question.sources:
        blocks += [Heading(_("Source of the key")), Points(question.sources)]
    return Section(f"question-{place}", _("Question %(number)s") % {"number": place}, tuple(blocks))


def _notes(question: QuestionOutcome) -> tuple[str, ...]:
    report = question.report
    return (
        sentences.conservative_sentence(report),
        sentences.newly_right_sentence(report),
        sentences.option_sentence(report),
        sentences.later_sentence(report) if report.later.pairs.n else "",
    )


def moves(place: int, question: QuestionOutcome) -> tuple[Block, ...]:
    pairs = question.pairs
    cells = (
        ("retained", _("Right both times"), pairs.retained),
        ("learned", _("Wrong, then right"), pairs.learned),
        ("never", _("Wrong both times"), pairs.never),
        ("unlearned", _("Right, then wrong"), pairs.unlearned),
    )
    title = _("How the answers of %(n)s learners moved") % {"n": number(pairs.n)}
    words = ", ".join(f"{name}: {number(n)}" for _key, name, n in cells)
    figure = stacked_bar(
        [Segment(n, f"quadrant--{key}", is_strong=key in {"learned", "unlearned"}) for key, name, n in cells],
        name=f"moves-{place}",
        title=title,
        desc=words,
    )
    legend = tuple((f"quadrant--{key}", name) for key, name, _n in cells)
    rows = tuple((name, number(n), percent_text(Share(n, pairs.n))) for _key, name, n in cells)
    return (
        Heading(_("How answers moved")),
        Figure(figure, f"{title}. {words}.", legend),
        Table(title, columns(_("Answer"), _("Learners"), "%"), rows),
    )


def _options(question: QuestionOutcome) -> tuple[Block, ...]:
    """Options before and after among all answers, and where each answer went."""
    names = [f"{option.letter}. {option.text}" if option.letter else option.text for option in question.options]
    key = _("key")
    marked = [
        f"{name} ({key})" if option.is_key else name for name, option in zip(names, question.options, strict=True)
    ]
    uses = tuple(
        (name, share_text(option.before, question.answered[0]), share_text(option.after, question.answered[1]))
        for name, option in zip(marked, question.options, strict=True)
    )
    letters = [option.letter or option.text for option in question.options]
    most = max(max(row) for row in question.transitions)
    rows = tuple(
        (f"{name} ({key})" if option.is_key else name, *(number(n) for n in moved))
        for name, option, moved in zip(letters, question.options, question.transitions, strict=True)
    )
    steps = tuple(tuple(heat_step(n, most) for n in moved) for moved in question.transitions)
    words = _("Where each answer went: learners who answered both times. Row: option before, column: option after.")
    return (
        Heading(_("Options")),
        Table(_("All answers, whoever gave them"), columns(_("Option"), _("Before"), _("After")), uses),
        Table(words, columns(_("Before"), *(row[0] for row in rows)), rows, steps=steps),
    )
