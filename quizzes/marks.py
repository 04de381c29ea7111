"""How a learner's answers to one question count, phase by phase, in the words of the result page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Answer, Phase, VersionOption

WHEN = {
    Phase.PRE: gettext_lazy("Before reading"),
    Phase.POST: gettext_lazy("After reading"),
    Phase.FOLLOW_UP: gettext_lazy("Weeks later"),
}
# By phase: the sentence where a corrected key makes the answer right, and where it makes it wrong.
_RESCORED = {
    Phase.PRE: (
        gettext_lazy("Your answer before reading was right."),
        gettext_lazy("Your answer before reading was not right."),
    ),
    Phase.POST: (
        gettext_lazy("Your answer after reading was right."),
        gettext_lazy("Your answer after reading was not right."),
    ),
    Phase.FOLLOW_UP: (
        gettext_lazy("Your answer weeks later was right."),
        gettext_lazy("Your answer weeks later was not right."),
    ),
}
# Chosen before, after, weeks later.
_CHOSEN = {
    (False, False, False): "",
    (True, False, False): gettext_lazy("Your answer before"),
    (False, True, False): gettext_lazy("Your answer after"),
    (True, True, False): gettext_lazy("Your answer before and after"),
    (False, False, True): gettext_lazy("Your answer weeks later"),
    (True, False, True): gettext_lazy("Your answer before and weeks later"),
    (False, True, True): gettext_lazy("Your answer after and weeks later"),
    (True, True, True): gettext_lazy("Your answer all three times"),
}


@dataclass(frozen=True)
class Mark:
    """How one answer counts. is_blank: the learner said "I do not know". is_rescored: it was scored otherwise then."""

    phase: Phase
    is_correct: bool
    is_blank: bool
    is_rescored: bool

    @property
    def when(self) -> str:
        return WHEN[self.phase]

    @property
    def words(self) -> str:
        if self.is_correct:
            return _("correct")
        return _("you did not know") if self.is_blank else _("not correct")


@dataclass(frozen=True)
class Answered:
    """The answers to one question, loaded with `scored()`; None where the phase has none."""

    before: Answer | None
    after: Answer | None
    later: Answer | None

    def marks(self) -> tuple[Mark, ...]:
        """One for each phase that was answered, in the order of time."""
        phases = zip(WHEN, (self.before, self.after, self.later), strict=True)
        return tuple(
            Mark(phase, given.is_right, given.option_id is None, given.is_right != given.was_correct)
            for phase, given in phases
            if given
        )

    def choice(self, option: VersionOption) -> str:
        """When the learner chose this option, in words, "" for never."""
        given = (self.before, self.after, self.later)
        return str(_CHOSEN[tuple(one is not None and one.option_id == option.pk for one in given)])


# Right after reading, right weeks later.
_KEPT = {
    (True, True): gettext_lazy("It has stayed."),
    (True, False): gettext_lazy("You had it after reading; it has slipped since."),
    (False, True): gettext_lazy("You have it now, though not yet after reading."),
    (False, False): gettext_lazy("The passage and the reasons below are worth another look."),
}


def then_and_now(marks: Sequence[Mark]) -> str:
    """All marks of one question in words, and what became of it since reading; "" without an answer weeks later."""
    by_phase = {mark.phase: mark for mark in marks}
    if not {Phase.POST, Phase.FOLLOW_UP} <= by_phase.keys():
        return ""
    said = [_("%(when)s: %(mark)s.") % {"when": mark.when, "mark": mark.words} for mark in marks]
    return " ".join([*said, str(_KEPT[by_phase[Phase.POST].is_correct, by_phase[Phase.FOLLOW_UP].is_correct])])


def rescored_words(marks: Sequence[Mark]) -> Iterator[str]:
    """Sentences for a learner whose answers count otherwise since the key was corrected."""
    yield _("We had marked the wrong option as right.")
    if len(marks) == 1:
        yield _("Your answer was right.") if marks[0].is_correct else _("Your answer was not right.")
        return
    for mark in marks:
        if mark.is_rescored:
            right, wrong = _RESCORED[mark.phase]
            yield str(right if mark.is_correct else wrong)
