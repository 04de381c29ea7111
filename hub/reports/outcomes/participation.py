"""Reach, and who answered: the pages on participation."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.charts import CountBar, MonthCount, funnel_bars, months_line, ranked_bars
from hub.funnel import Turnout, funnel

from .blocks import Block, Facts, Figure, Heading, Section, Table, Words, columns
from .rows import SMALLEST_GROUP, Breakdown, Outcomes
from .wording import fewer, group_name, month, number, share_text

MOST_COUNTRIES = 10


def reach(report: Outcomes) -> Section:
    """Level 1: page loads, learners and what they answered, when, and who they are as far as they told."""
    blocks: list[Block] = [
        Words(
            _(
                "%(learners)s learners are known to have come to the text; %(matched)s of them answered the same questions "
                "before and after reading, and enter the change."
            )
            % {"learners": fewer(report.learners), "matched": number(report.sums.learners)},
            "headline",
        ),
        *_funnel(report),
        Facts(tuple((step.name, step.definition) for step in funnel(Turnout()).steps)),
        Words(
            _("Words are those of the Outcomes Standardization Project (outcomesince.org). Page loads are no people."),
            "note",
        ),
        *_months(report),
        *_groups(report, "specialty", report.specialties),
        *_groups(report, "country", report.countries),
    ]
    return Section("reach", _("Reach (level 1, participation)"), tuple(blocks))


def _funnel(report: Outcomes) -> tuple[Block, ...]:
    names = {step.key: step.name for step in funnel(Turnout()).steps}
    loads = (
        (names["views"], sum(article.views for article in report.counted)),
        (names["completions"], sum(article.reads for article in report.counted)),
    )
    steps: tuple[tuple[str, int | None], ...] = (
        (names["starts"], report.learners),
        (names["pre-test"], report.before),
        (names["completers"], report.completers),
        (names["post-test"], report.after),
        (_("Pre-test and post-test, in the change"), report.sums.learners),
        (names["survey"], report.responses),
    )
    if report.follow_up != 0:
        steps += ((_("Answered again weeks later"), report.follow_up),)
    title = _("Participation")
    figure = funnel_bars(
        [CountBar(name, n, fewer(n)) for name, n in steps],
        heading=_("Learners"),
        loads=[CountBar(name, n, number(n)) for name, n in loads],
        loads_heading=_("Page loads"),
        name="participation",
        title=title,
        desc=_("The same numbers stand in the table below."),
    )
    rows = [(name, _("page loads"), number(n)) for name, n in loads]
    rows += [(name, _("learners"), fewer(n)) for name, n in steps]
    head = (*columns(_("Step"))[:1], *columns(_("Counted"), _("n")))
    return Figure(figure, _alternative(title, rows)), Table(title, head, tuple(rows))


def _alternative(title: str, rows: list[tuple[str, ...]]) -> str:
    return f"{title}: " + ", ".join(f"{row[0]} {row[-1]}" for row in rows) + "."


def _months(report: Outcomes) -> tuple[Block, ...]:
    if len(report.months.rows) < 2:
        return ()
    title = _("Learners by the month of their first answer")
    rows = [(month(row.value), number(row.n)) for row in report.months.rows]
    figure = months_line(
        [MonthCount(month(name), n) for name, n in _every_month(report.months)],
        name="months",
        title=title,
        desc=_("The same numbers stand in the table below."),
    )
    return (
        Heading(_("By month")),
        Figure(figure, _alternative(title, rows)),
        Table(title, columns(_("Month"), _("Learners")), tuple(rows), _kept_back(report.months)),
    )


def _every_month(months: Breakdown) -> list[tuple[str, int | None]]:
    """From the first month with a number to the last; None between for those without one."""
    known = {row.value: row.n for row in months.rows}
    name, last = min(known), max(known)
    found = []
    while name <= last:
        found.append((name, known.get(name)))
        year, number_of_month = int(name[:4]), int(name[5:])
        name = f"{year + number_of_month // 12:04}-{number_of_month % 12 + 1:02}"
    return found


def _groups(report: Outcomes, dimension: str, breakdown: Breakdown) -> tuple[Block, ...]:
    """Learners of the change by specialty or country, the largest group first, those who told nothing apart."""
    told = sorted((row for row in breakdown.rows if row.value), key=lambda row: (-row.n, row.value))
    if not told:
        return ()
    names = {"specialty": (_("By specialty"), _("Specialty")), "country": (_("By country"), _("Country"))}
    heading, head = names[dimension]
    shown = told[:MOST_COUNTRIES] if dimension == "country" else told
    rest = sum(row.n for row in told[len(shown) :]) + breakdown.kept_back
    bars = [CountBar(group_name(dimension, row.value), row.n, number(row.n)) for row in shown]
    others = CountBar(_("Others"), rest, number(rest)) if rest else None
    untold = [row.n for row in breakdown.rows if not row.value]
    rows = [(bar.label, share_text(bar.n, breakdown.n)) for bar in [*bars, *([others] if others else [])]]
    rows += [(_("Not told"), share_text(n, breakdown.n)) for n in untold]
    title = _("Learners who answered both times: %(heading)s") % {"heading": heading.lower()}
    figure = ranked_bars(
        bars, name=f"by-{dimension}", title=title, desc=_("The same numbers stand in the table below."), rest=others
    )
    note = _("Learners may tell their specialty and country after the second quiz, and need not.")
    if breakdown.kept_back:
        note += " " + _("“Others” holds every group of fewer than %(k)s learners.") % {"k": SMALLEST_GROUP}
    return (
        Heading(heading),
        Figure(figure, _alternative(title, rows)),
        Table(title, columns(head, "n"), tuple(rows), note),
    )


def _kept_back(breakdown: Breakdown) -> str:
    n = breakdown.kept_back
    if not n:
        return ""
    return ngettext(
        "%(n)s learner is in no row: groups of fewer than %(k)s are not shown.",
        "%(n)s learners are in no row: groups of fewer than %(k)s are not shown, nor what would tell them.",
        n,
    ) % {"n": number(n), "k": SMALLEST_GROUP}


def answering(report: Outcomes) -> Section:
    """Who is in the change and who is not, and how many answered the survey."""
    rows = [
        (
            article.title,
            number(article.learners),
            fewer(article.before),
            fewer(article.after),
            share_text(article.matched, article.before),
        )
        for article in report.counted
    ]
    title = _("Learners by article; of those who answered before reading, how many answered both times")
    head = columns(_("Article"), _("Learners"), _("Before"), _("After"), _("Both times"))
    blocks: list[Block] = [Table(title, head, tuple(rows))]
    small = [article.title for article in report.articles if not article.is_counted]
    if small:
        blocks.append(
            Words(
                _("Answered by fewer than %(k)s learners, and in no number of this report: %(titles)s.")
                % {"k": SMALLEST_GROUP, "titles": "; ".join(small)},
                "note",
            )
        )
    blocks += _left_out(report)
    if report.reached and report.responses is not None:
        blocks += [
            Heading(_("Survey")),
            Words(
                _("Of %(reached)s learners who came as far as a survey, %(responses)s answered it.")
                % {"reached": number(report.reached), "responses": share_text(report.responses, report.reached)}
            ),
        ]
        if report.reached >= SMALLEST_GROUP and report.responses < 0.3 * report.reached:
            blocks.append(Words(_("With fewer than 30% answering, they may differ from those who did not."), "note"))
    return Section("who-answered", _("Who answered"), tuple(blocks), has_own_page=False)


def _left_out(report: Outcomes) -> tuple[Block, ...]:
    heading = Heading(_("Who is not in the change"))
    if not report.left_out:
        return heading, Words(_("Everybody who answered is in the change."))
    rows = tuple((row.reason, fewer(row.n)) for row in report.left_out)
    note = _("Counted once for each article. One learner can be flagged for several reasons.")
    return heading, Table(_("Learners left out, by reason"), columns(_("Reason"), _("Learners")), rows, note)
