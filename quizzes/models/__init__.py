from .attempt import Answer, Attempt, AttemptFlag
from .decision import KeyCorrection, Withdrawal
from .draft import Draft
from .follow_up import FollowUpRequest
from .question import Option, Question, QuestionVersion, VersionOption
from .quiz import Phase, PinnedQuestion, Quiz, QuizQuestion
from .rollup import (
    Contribution,
    OptionMonth,
    QuestionDay,
    QuestionMonthCountry,
    QuestionMonthSpecialty,
    QuizDay,
    QuizMonthCountry,
    QuizMonthSpecialty,
)

__all__ = [
    "Answer",
    "Attempt",
    "AttemptFlag",
    "Contribution",
    "Draft",
    "FollowUpRequest",
    "KeyCorrection",
    "Option",
    "OptionMonth",
    "Phase",
    "PinnedQuestion",
    "Question",
    "QuestionDay",
    "QuestionMonthCountry",
    "QuestionMonthSpecialty",
    "QuestionVersion",
    "Quiz",
    "QuizDay",
    "QuizMonthCountry",
    "QuizMonthSpecialty",
    "QuizQuestion",
    "VersionOption",
    "Withdrawal",
]
