"""How many learners answered in a period and what they gained, for updates on impact."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q

from hub import impact
from hub.models import Hub
from hub.stats import learner_sums

from .counts import Timing
from .models import Attempt, QuestionVersion, Quiz
from .pairing import paired_answers


def learning(hub: Hub, starts_on: date, ends_on: date) -> dict[str, Any]:
    """Learners with an unflagged attempt in the period; and the mean change of those who answered after reading in it.

    gain: in percentage points over all matched pairs, to one decimal, with the numbers of learners and answers behind
    it. Simulated learners are left out. None below ten learners.
    """
    first = datetime.combine(starts_on, time(), hub.zone)
    end = datetime.combine(ends_on + timedelta(days=1), time(), hub.zone)
    within = {"submitted_at__gte": first, "submitted_at__lt": end}
    quizzes = Quiz.objects.filter(article__hub=hub)
    attempts = Attempt.objects.counted().filter(quiz__in=quizzes, learner__is_simulated=False, **within)
    learners = attempts.order_by().aggregate(n=Count("learner", distinct=True))["n"]
    rows = (
        paired_answers(quizzes.values("pk"))
        .filter(
            timing=Timing.MATCHED.value,
            attempt__learner__is_simulated=False,
            **{f"attempt__{lookup}": value for lookup, value in within.items()},
        )
        .exclude(question_version__in=QuestionVersion.objects.withdrawn().values("pk"))
        .order_by()
        .values("attempt__learner")
        .annotate(
            n=Count("pk"),
            learned=Count("pk", filter=Q(right_before=False, right_after=True)),
            unlearned=Count("pk", filter=Q(right_before=True, right_after=False)),
        )
    )
    sums = learner_sums((row["learned"] - row["unlearned"], row["n"]) for row in rows.iterator())
    is_told = sums.learners >= impact.FEWEST
    return {
        "learners": learners if learners >= impact.FEWEST else None,
        "gain": round(100 * sums.change / sums.answers, 1) if is_told else None,
        "gain_learners": sums.learners if is_told else None,
        "gain_answers": sums.answers if is_told else None,
    }


impact.register("quizzes", learning)
