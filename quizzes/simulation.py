"""Learners made up from a seed, for trying reports out: what they answer, when, and what they tell. Pure.

The same seed gives the same learners, whatever else is simulated. The probabilities below are chosen to look like a
plausible audience and rest on no data; nothing but a demonstration may be built on them.
"""

import hashlib
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

PRE_ONLY, POST_ONLY = 0.22, 0.08
ANSWERS_SURVEY = 0.6
TELLS_PROFILE = 0.7
DOES_NOT_KNOW = 0.12
KEEPS_RIGHT = 0.95
KEEPS_WRONG = 0.5
LEAVES_BLANK, NOT_APPLICABLE_SHARE = 0.06, 0.04

PROFESSIONS = {"physician": 58, "nurse": 16, "pharmacist": 14, "scientist": 5, "student": 5, "other": 2}
SPECIALTIES = {"Haematology": 46, "Medical oncology": 27, "Internal medicine": 15, "General practice": 8, "Other": 4}
COUNTRIES = {"DE": 24, "GB": 18, "US": 16, "FR": 10, "ES": 9, "IT": 9, "NL": 6, "AT": 4, "CH": 3, "MT": 1}


@dataclass(frozen=True)
class QuestionShape:
    """What the simulation needs of a question: how many options there are and which one is the key, from 0."""

    n_options: int
    key: int


@dataclass(frozen=True)
class Sheet:
    """One attempt: per question the index of the option or None for "I do not know", and confidence from 1 to 5."""

    choices: tuple[int | None, ...]
    confidence: tuple[int, ...]


@dataclass(frozen=True)
class SimulatedLearner:
    """One learner at one quiz.

    begins: share of the time since publication after which the first form is opened, 0 to 1. reads_for: minutes from
    there to the answers after reading. agreement: per statement 1 to 5, 0 for "not applicable", None where left
    blank; None as a whole without a survey. profile: profession, specialty, country, each "" where not told.
    """

    learner_id: UUID
    pre: Sheet | None
    post: Sheet | None
    begins: float
    reads_for: float
    agreement: tuple[int | None, ...] | None
    profile: tuple[str, str, str]

    def nonce(self, quiz: str, step: str) -> str:
        """A nonce of 40 characters, always the same for this learner, quiz and step."""
        return hashlib.sha256(f"{self.learner_id} {quiz} {step}".encode()).hexdigest()[:40]


def simulated_learners(
    *, seed: int, quiz: str, questions: Sequence[QuestionShape], n_statements: int, dont_know: bool, n_learners: int
) -> Iterator[SimulatedLearner]:
    """The learners of one quiz, known by its name; over several quizzes the same seed gives the same people.

    dont_know: whether "I do not know" is offered. n_statements: 0 where there is no survey.
    """
    audience = _Audience(random.Random(f"{seed} {quiz}"), questions, n_statements, dont_know)  # noqa: S311
    for index in range(n_learners):
        person = random.Random(f"{seed} learner {index}")  # noqa: S311 -- a demonstration, not a secret
        chance = random.Random(f"{seed} learner {index} {quiz}")  # noqa: S311
        learner_id = UUID(int=person.getrandbits(128), version=4)
        ability = person.gauss(0, 1)
        profile = _draw(person, PROFESSIONS), _draw(person, SPECIALTIES), _draw(person, COUNTRIES)
        tells = person.random() < TELLS_PROFILE
        yield audience.learner(learner_id, ability, profile if tells else ("", "", ""), chance)


def _draw(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


class _Audience:
    """What holds for all learners of a quiz: how hard the questions are, which distractors tempt, how texts please."""

    def __init__(
        self, chance: random.Random, questions: Sequence[QuestionShape], n_statements: int, dont_know: bool
    ) -> None:
        self.questions = questions
        self.dont_know = dont_know
        self.difficulty = [chance.gauss(0.4, 0.7) for _ in questions]
        self.teaches = [chance.uniform(0.35, 0.75) for _ in questions]
        self.temptation = [[chance.uniform(0.2, 1) for _ in range(question.n_options)] for question in questions]
        self.liking = [
            [chance.uniform(0.6, 1.4) * weight for weight in (2, 5, 15, 48, 30)] for _ in range(n_statements)
        ]

    def learner(
        self, learner_id: UUID, ability: float, profile: tuple[str, str, str], chance: random.Random
    ) -> SimulatedLearner:
        takes = chance.random()
        before = [self._first_choice(index, ability, chance) for index in range(len(self.questions))]
        after = [self._second_choice(index, choice, chance) for index, choice in enumerate(before)]
        has_post = takes >= PRE_ONLY
        answers_survey = has_post and bool(self.liking) and chance.random() < ANSWERS_SURVEY
        return SimulatedLearner(
            learner_id=learner_id,
            pre=self._sheet(before, chance) if takes < 1 - POST_ONLY else None,
            post=self._sheet(after, chance) if has_post else None,
            begins=chance.random() ** 1.5,
            reads_for=chance.lognormvariate(2.3, 0.4) if chance.random() < 0.9 else chance.uniform(1, 6) * 24 * 60,
            agreement=self._agreement(chance) if answers_survey else None,
            profile=profile if answers_survey else ("", "", ""),
        )

    def _first_choice(self, index: int, ability: float, chance: random.Random) -> int | None:
        if self.dont_know and chance.random() < DOES_NOT_KNOW:
            return None
        if chance.random() < 1 / (1 + math.exp(self.difficulty[index] - ability)):
            return self.questions[index].key
        return self._distractor(index, chance)

    def _second_choice(self, index: int, before: int | None, chance: random.Random) -> int | None:
        key = self.questions[index].key
        stays_right = before == key and chance.random() < KEEPS_RIGHT
        learns = before != key and chance.random() < self.teaches[index]
        if stays_right or learns:
            return key
        keeps = before is not None and before != key and chance.random() < KEEPS_WRONG
        return before if keeps else self._distractor(index, chance)

    def _distractor(self, index: int, chance: random.Random) -> int:
        question = self.questions[index]
        others = [option for option in range(question.n_options) if option != question.key]
        return chance.choices(others, [self.temptation[index][option] for option in others])[0]

    def _sheet(self, choices: Sequence[int | None], chance: random.Random) -> Sheet:
        """Learners are surer of what is right, as far as they can know."""
        confidence = []
        for question, choice in zip(self.questions, choices, strict=True):
            middle = 1.6 if choice is None else 3.7 if choice == question.key else 2.8
            confidence.append(min(5, max(1, round(chance.gauss(middle, 0.9)))))
        return Sheet(tuple(choices), tuple(confidence))

    def _agreement(self, chance: random.Random) -> tuple[int | None, ...]:
        answers = [self._point(weights, chance) for weights in self.liking]
        return tuple(answers) if any(answer is not None for answer in answers) else (4, *answers[1:])

    def _point(self, weights: list[float], chance: random.Random) -> int | None:
        lot = chance.random()
        if lot < LEAVES_BLANK:
            return None
        return 0 if lot < LEAVES_BLANK + NOT_APPLICABLE_SHARE else chance.choices(range(1, 6), weights)[0]
