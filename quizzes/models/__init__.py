from .attempt import Answer, Attempt, AttemptFlag
from .decision import KeyCorrection, Withdrawal
from .draft import Draft
from .follow_up import FollowUpRequest
from .question import Option, Question, QuestionVersion, VersionOption
from .quiz import Phase, PinnedQuestion, Quiz, QuizQuestion

__all__ = [
    "Answer",
    "Attempt",
    "AttemptFlag",
    "Draft",
    "FollowUpRequest",
    "KeyCorrection",
    "Option",
    "Phase",
    "PinnedQuestion",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "VersionOption",
    "Withdrawal",
]
