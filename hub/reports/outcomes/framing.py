"""Cover, summary and methods: what a report is, what it says in short, and what it cannot say."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.formats import points, points_interval
from quizzes import sentences

from .blocks import Block, Facts, Heading, Points, Section, Table, Words, columns
from .gaps import gaps
from .opinions import intention
from .rows import SMALLEST_GROUP, FundingOutcome, Outcomes
from .wording import day, fewer, last_day, number, percent_text, versions_text


def cover(report: Outcomes, checksum: str) -> tuple[Block, ...]:
    facts = [
        (_("Programme"), ", ".join(report.hubs)),
        (_("Published by"), ", ".join(report.publishers)),
        (_("Funders of the articles"), ", ".join(report.funders) or _("None")),
        (_("Answers until"), last_day(report)),
        (_("Snapshot"), f"{report.kind}-{report.key}-{report.until[:7]}"),
        (_("SHA-256 of the content"), checksum),
        (_("Software"), _("version %(version)s") % {"version": report.software}),
    ]
    blocks: list[Block] = [Facts(tuple(fact for fact in facts if fact[1])), *_funding(report)]
    blocks.append(Words(independence(report)))
    if report.has_simulated:
        blocks.append(
            Points(
                (_("It holds answers of simulated learners, made to try the software. Its numbers mean nothing."),),
                is_boxed=True,
                title=_("This is not a real report"),
            )
        )
    return tuple(blocks)


def independence(report: Outcomes) -> str:
    if not report.funders:
        return _("The articles were made without external funding.")
    return ngettext(
        "The funder had no influence on the content or on this analysis, and receives aggregates only.",
        "The funders had no influence on the content or on this analysis, and receive aggregates only.",
        len(report.funders),
    )


def _funding(report: Outcomes) -> tuple[Block, ...]:
    if not report.funding:
        return ()
    rows = tuple((row.purpose or _("Not stated"), _given(row), _period(row)) for row in report.funding)
    title = _("Support by %(funder)s") % {"funder": report.name}
    return (Table(title, (*columns(_("Purpose")), *columns(_("Support")), *columns(_("Period"))), rows),)


def _given(row: FundingOutcome) -> str:
    if not row.in_kind:
        return _("Money")
    if not row.is_financial:
        return _("In kind: %(what)s") % {"what": row.in_kind}
    return _("Money, and in kind: %(what)s") % {"what": row.in_kind}


def _period(row: FundingOutcome) -> str:
    if row.starts_on and row.ends_on:
        return _("%(first)s to %(last)s") % {"first": day(row.starts_on), "last": day(row.ends_on)}
    if row.starts_on:
        return _("from %(first)s") % {"first": day(row.starts_on)}
    return _("until %(last)s") % {"last": day(row.ends_on)} if row.ends_on else _("not limited")


def summary(report: Outcomes) -> Section:
    """One page: how many, what changed, what remains, what they intend; and what none of it proves."""
    change = report.change
    facts = [
        (_("Learners"), fewer(report.learners)),
        (_("Answered both times"), number(report.sums.learners)),
    ]
    if change.estimate is not None:
        limits = f" (95% CI {points_interval(change.interval, change.learners)})" if change.interval else ""
        facts.append((_("Change in correct answers, points"), f"{points(change.estimate, change.learners)}{limits}"))
    found = gaps(report)
    if found:
        top = found[0]
        facts.append((_("Largest remaining gap"), f"{top.question.stem} ({'; '.join(top.reasons)})"))
    stated = intention(report)
    if stated:
        agreed = stated.report.top_two
        text = _("%(percent)s of %(n)s agreed: “%(text)s”")
        facts.append(
            (
                _("Intend to change"),
                text % {"percent": percent_text(agreed), "n": number(agreed.n), "text": stated.text},
            )
        )
    blocks = (
        Words(sentences.quiz_sentence(change), "headline"),
        Facts(tuple(facts)),
        Points(limits_of(report), is_boxed=True, title=_("Limits")),
        _articles(report),
    )
    return Section("summary", _("Summary"), blocks)


def _articles(report: Outcomes) -> Table:
    rows = tuple((article.title, article.hub, versions_text(article.versions)) for article in report.articles)
    head = (*columns(_("Article")), *columns(_("Programme")), *columns(_("Versions")))
    return Table(_("Articles in this report"), head, rows)


def limits_of(report: Outcomes) -> tuple[str, ...]:
    """What the numbers cannot bear."""
    return (
        _(
            "One group, asked the same questions before and after reading, without a comparison group: the change "
            "includes what testing itself teaches. It is a change after reading; its cause was not studied."
        ),
        _("Those who answered both times chose to; others may have learned less, or more."),
        _("Answers right after reading are immediate recall. They do not tell what is known weeks later."),
        _("Groups of fewer than %(k)s learners are not shown.") % {"k": SMALLEST_GROUP},
    )


def methods(report: Outcomes) -> Section:
    """How the numbers were made, on one page."""
    blocks: tuple[Block, ...] = (
        Heading(_("What was counted")),
        Points(
            (
                _("Answers to published versions of the articles above, until %(day)s in the time zone of each programme.")
                % {"day": last_day(report)},
                _(
                    "Matched pairs: the same learner, the same question with the same options, before and after "
                    "reading, the second answer no more than 30 days after the first. There are no retakes."
                ),
                _(
                    "Left out and counted above: answers of staff, filled-in hidden fields, answers faster than anybody reads, bursts from one "
                    "place, second accounts of one person. Questions that were withdrawn are in no number."
                ),
                _("“I do not know” counts as not right. Answers count by the key as it stood when the report was made."),
            )
        ),
        Heading(_("How it was computed")),
        Points(
            (
                _("Percentages: Wilson’s 95% interval. Change of one question: Newcombe’s method 10 for paired proportions."),
                _(
                    "Change over several questions: mean change of all pairs; its interval takes learners as clusters, "
                    "because answers of one learner resemble each other (ratio estimator, Student’s t)."
                ),
                _("P values: McNemar’s mid-p, from 20 learners and 6 changed answers on, adjusted as Benjamini and Hochberg describe."),
                _("Agreement: share of the two upper points of five; the points are never averaged."),
                _("“Rose” and “fell” are said only where the 95% interval lies on one side of zero."),
            )
        ),
        Heading(_("What is not shown")),
        Points(
            (
                _("No percentage below 10 learners, no interval below 20, no group of fewer than %(k)s learners, nor what would tell it.")
                % {"k": SMALLEST_GROUP},
                _("Figures that had changed by 1 to 9 learners since the edition of the month before stand as they were then."),
                _("No name, address, device, institution, free text or single answer. Nobody outside the editorial team chose groups or questions after seeing numbers."),
            )
        ),
        Heading(_("Words")),
        Facts(
            (
                (_("Learner"), _("somebody who came to the text and answered something; known to us by a random key alone")),
                (_("Retained, learned"), _("right both times; wrong before reading and right after")),
                (_("Unlearned, never"), _("right before reading and wrong after; wrong both times")),
                (_("Key, distractor"), _("the right option of a question; a wrong one")),
                (_("Level"), _("of Moore and colleagues, 2009: 1 participation, 2 satisfaction, 3 knowledge, 4 competence. Levels 5 to 7 (performance, patients, community) were not measured.")),
            )
        ),
    )  # fmt: skip
    return Section("methods", _("Methods and limits"), (*blocks, Heading(_("Limits")), Points(limits_of(report))))
