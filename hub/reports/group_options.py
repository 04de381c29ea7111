"""Which options of a group of learners may be shown."""

from __future__ import annotations

from dataclasses import replace

from hub.suppression import STAFF
from quizzes.analysis import QuestionReport, QuizReport
from quizzes.cut import Cut
from quizzes.models import Quiz
from quizzes.reports import quiz_report


def everyone_beside(quiz: Quiz, cut: Cut) -> QuizReport | None:
    """The report over all learners of the same days; None where `cut` is of all of them itself. Raises TooSlow."""
    return quiz_report(quiz, Cut(first=cut.first, last=cut.last)) if cut.cohorts else None


def with_shown_options(quiz: Quiz, cut: Cut) -> QuizReport:
    """The report of the cut with those questions whose options may be shown. Raises TooSlow."""
    report, everyone = quiz_report(quiz, cut), everyone_beside(quiz, cut)
    if everyone is None:
        return report
    return replace(report, questions=tuple(one for one in report.questions if shows_options(one, everyone)))


def shows_options(question: QuestionReport, everyone: QuizReport) -> bool:
    """Whether the options of a group tell nothing of fewer than STAFF learners, nor together with those of everyone."""
    found = next((one for one in everyone.questions if one.anchor == question.anchor), None)
    if found is None:
        return False
    whole = {use.option.slot: use for use in found.options}
    cells = [(use.before.count, whole[use.option.slot].before.count) for use in question.options]
    cells += [(use.after.count, whole[use.option.slot].after.count) for use in question.options]
    places = [found.options.index(whole[use.option.slot]) for use in question.options]
    for place, row in zip(places, question.transitions, strict=True):
        cells += [(n, found.transitions[place][other]) for other, n in zip(places, row, strict=True)]
    return all(n == 0 or n >= STAFF for inside, total in cells for n in (inside, total - inside))
