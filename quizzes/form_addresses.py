"""Where the form of a sitting posts to. The same form stands under the quiz and behind a mailed link."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse, reverse_lazy

from .models import Attempt

STEP, SEND = "question", "send"
"""Name and last value of the query that addresses a step."""


@dataclass(frozen=True)
class FormAddresses:
    """form: of the questions. draft: where a script saves them. done: where what is stored is shown, "" for its own page."""

    form: str
    draft: str
    done: str = ""

    @classmethod
    def of(cls, slug: str, phase: str) -> "FormAddresses":
        """Those under the quiz of an article."""
        # Lazy: whoever sends all answers is led to the result and sees no form.
        return cls(reverse_lazy("quizzes:take", args=[slug, phase]), reverse_lazy("quizzes:draft", args=[slug, phase]))

    def step(self, place: int, n_questions: int) -> str:
        """The address of a step: of a question from 1, of sending after the last."""
        return f"{self.form}?{urlencode({STEP: str(place) if place <= n_questions else SEND})}"

    def result(self, attempt: Attempt) -> str:
        return self.done or reverse("quizzes:result", args=[attempt.pk])
