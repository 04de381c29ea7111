"""What another key would make of the answers that stand: for whoever is about to correct it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from hub.shares import Share
from hub.stats import Pairs

from .change import PairedChange
from .counts import Timing
from .keys import Keys
from .models import Phase, QuestionVersion
from .pairing import flagged, paired_answers
from .versions import answers_to_series


@dataclass(frozen=True)
class Scores:
    """How many unflagged answers of each phase are right, and the change of learners with both."""

    before: Share
    after: Share
    follow_up: Share
    change: PairedChange


@dataclass(frozen=True)
class KeyChoice:
    """One option as the key. n_changed: answers that would be right instead of wrong, or wrong instead of right."""

    slot: str
    letter: str
    text: str
    is_key: bool
    scores: Scores
    n_changed: int


@dataclass(frozen=True)
class KeyOutlook:
    """as_scored: as every answer was scored when it was stored. choices: the options, one of them the key now."""

    as_scored: Scores
    choices: tuple[KeyChoice, ...]
    has_simulated: bool

    @property
    def n_answers(self) -> int:
        scores = self.as_scored
        return scores.before.n + scores.after.n + scores.follow_up.n


def key_outlook(version: QuestionVersion) -> KeyOutlook:
    """The scores of the version's series with each of its options as the key, over all quizzes that ask it."""
    given = answers_to_series(version).filter(~flagged("attempt")).order_by()
    counts = list(given.values_list("attempt__phase", "option__slot", "was_correct").annotate(learners=Count("pk")))
    has_simulated = given.filter(attempt__learner__is_simulated=True).exists()
    joined = paired_answers().filter(
        question_version__question=version.question_id,
        question_version__series=version.series,
        timing=Timing.MATCHED.value,
    )
    pairs = list(
        joined.order_by()
        .values_list("slot_before", "scored_before", "slot_after", "was_correct")
        .annotate(learners=Count("pk"))
    )
    key = Keys.of([version.question_id]).slot(version)

    def scores(right) -> Scores:
        """right(slot, was_correct): whether such an answer counts as right."""
        shares = {
            phase: Share(
                sum(n for where, slot, was, n in counts if where == phase and right(slot, was)),
                sum(n for where, _slot, _was, n in counts if where == phase),
            )
            for phase in Phase.values
        }
        cells: dict[tuple[bool, bool], int] = defaultdict(int)
        for slot_before, was_before, slot_after, was_after, n in pairs:
            cells[right(slot_before, was_before), right(slot_after, was_after)] += n
        change = PairedChange(Pairs(cells[True, True], cells[True, False], cells[False, True], cells[False, False]))
        return Scores(shares[Phase.PRE], shares[Phase.POST], shares[Phase.FOLLOW_UP], change)

    return KeyOutlook(
        as_scored=scores(lambda slot, was: was),
        choices=tuple(
            KeyChoice(
                slot=option.slot,
                letter=option.letter,
                text=option.text,
                is_key=option.slot == key,
                scores=scores(lambda slot, was, wanted=option.slot: slot == wanted),
                n_changed=sum(n for _phase, slot, was, n in counts if (slot == option.slot) != (slot == key)),
            )
            for option in version.options.all()
        ),
        has_simulated=has_simulated,
    )
