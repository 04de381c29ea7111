from .attempt import Answer, Attempt, AttemptFlag
from .decision import KeyCorrection, Withdrawal
from .draft import Draft
from .follow_up import FollowUpRequest
from .pooled import PooledSums
from .question import Option, Question, QuestionVersion, VersionOption
from .quiz import Phase, PinnedQuestion, Quiz, QuizQuestion
from .review import ReviewDecision
from .rollup import (
    Contribution,
    OptionMoves,
    QuestionDay,
    QuestionMonth,
    QuestionMonthCountry,
    QuestionMonthLanguage,
    QuestionMonthSpecialty,
    QuizDay,
    QuizMonth,
    QuizMonthCountry,
    QuizMonthLanguage,
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
    "OptionMoves",
    "Phase",
    "PinnedQuestion",
    "PooledSums",
    "Question",
    "QuestionDay",
    "QuestionMonth",
    "QuestionMonthCountry",
    "QuestionMonthLanguage",
    "QuestionMonthSpecialty",
    "QuestionVersion",
    "Quiz",
    "QuizDay",
    "QuizMonth",
    "QuizMonthCountry",
    "QuizMonthLanguage",
    "QuizMonthSpecialty",
    "QuizQuestion",
    "ReviewDecision",
    "VersionOption",
    "Withdrawal",
]
