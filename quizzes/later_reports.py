"""Who answered weeks later, and how: rows for `quizzes.later`."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from hub.suppression import STAFF

from .analysis import QuestionReport
from .counts import MATCH_WITHIN
from .cut import Cut
from .follow_up_window import CLOSES_AFTER
from .later import LaterReport, Returning, Triple, analyse_later
from .models import Answer, Attempt, Phase, Quiz
from .models.attempt import right_now
from .pairing import EARLIER, flagged
from .score_reports import MANY_LEARNERS, score_contrasts

EVERYBODY = Cut()


def later_report(
    quiz: Quiz,
    questions: Sequence[QuestionReport],
    *,
    now: datetime,
    cut: Cut = EVERYBODY,
    asks_scores: bool = False,
) -> LaterReport | None:
    """What stayed weeks later of the learners of a cut; None where nobody has answered then. At most six queries.

    questions: of the report of the quiz, which names and numbers them. None too where the cut leaves learners out by
    evidence, which is not read here, and where fewer than five of a cohort came back; fewer than five on one side of the
    scores hide these. asks_scores: compare scores however many learners there are.
    """
    came = Attempt.objects.counted().filter(quiz=quiz, phase=Phase.FOLLOW_UP)
    if cut.without or not came.exists():
        return None
    has_come = Exists(came.filter(learner=OuterRef("learner")))
    matched = _matched(quiz, cut)
    had_time = matched.filter(Q(has_come) | Q(submitted_at__lt=now - CLOSES_AFTER))
    returning = _returning(matched, had_time, came, has_come)
    is_of_cohort = bool(cut.profession or cut.specialty or cut.country)
    if is_of_cohort and returning.came < STAFF:
        return None
    shows_scores = asks_scores or returning.had_time <= MANY_LEARNERS
    scores = score_contrasts(had_time, has_come) if shows_scores else None
    if scores and is_of_cohort and scores.fewest < STAFF:
        scores = None
    return analyse_later(questions, _triples(quiz, matched), returning, scores, may_ask_scores=not shows_scores)


def _matched(quiz: Quiz, cut: Cut) -> QuerySet[Attempt]:
    """Unflagged attempts after reading with an unflagged one before, no more than 30 days earlier; a learner has one.

    Days are those of the attempts after reading, language and version those of the attempts before, as in `Cut`.
    """
    of_page = {"language": cut.language, "article_version": cut.version}
    before = Attempt.objects.counted().filter(
        quiz=quiz,
        phase=Phase.PRE,
        learner=OuterRef("learner"),
        submitted_at__lte=OuterRef("submitted_at"),
        submitted_at__gte=OuterRef("submitted_at") - MATCH_WITHIN,
        **{name: value for name, value in of_page.items() if value not in (None, "")},
    )
    of_learner = {
        "submitted_on__gte": cut.first,
        "submitted_on__lte": cut.last,
        "learner__profession": cut.profession,
        "learner__specialty": cut.specialty,
        "learner__country": cut.country,
    }
    return Attempt.objects.counted().filter(
        Exists(before),
        quiz=quiz,
        phase=Phase.POST,
        **{lookup: value for lookup, value in of_learner.items() if value not in (None, "")},
    )


def _returning(
    matched: QuerySet[Attempt], had_time: QuerySet[Attempt], came: QuerySet[Attempt], has_come: Exists
) -> Returning:
    days = (
        matched.filter(has_come)
        .order_by()
        .values_list("submitted_on", Subquery(came.filter(learner=OuterRef("learner")).values("submitted_on")[:1]))
    )
    found = [(later - read).days for read, later in days]
    n, n_had_time = matched.count(), had_time.count()
    return Returning(len(found), n_had_time, n - n_had_time, median(found) if found else None)


def _triples(quiz: Quiz, matched: QuerySet[Attempt]) -> list[Triple]:
    """One row for each learner and series with an answer in all three phases; one query."""
    series = ("question_version__question", "question_version__series")
    before = (
        Answer.objects.filter(
            attempt__learner=OuterRef("attempt__learner"),
            attempt__quiz=quiz,
            attempt__phase=Phase.PRE,
            **{name: OuterRef(name) for name in series},
        )
        .order_by()
        .annotate(is_right=right_now())
        .values("is_right")
    )
    rows = (
        Answer.objects.filter(
            **{
                "attempt__quiz": quiz,
                "attempt__phase": Phase.FOLLOW_UP,
                f"{EARLIER}__in": matched,
                **{f"{EARLIER}__answers__{name}": F(name) for name in series},
            }
        )
        .filter(~flagged("attempt"))
        .order_by()
        .annotate(
            right_before=Subquery(before[:1]), right_after=right_now(f"{EARLIER}__answers__"), right_later=right_now()
        )
        .filter(right_before__isnull=False)
        .values_list("attempt__learner", *series, "right_before", "right_after", "right_later")
    )
    return [
        Triple(learner, (question, number), bool(first), bool(second), bool(third))
        for learner, question, number, first, second, third in rows
    ]
