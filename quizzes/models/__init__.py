from .attempt import Answer, Attempt, AttemptFlag
from .question import Option, Question, QuestionVersion, VersionOption
from .quiz import Phase, PinnedQuestion, Quiz, QuizQuestion

__all__ = [
    "Answer",
    "Attempt",
    "AttemptFlag",
    "Option",
    "Phase",
    "PinnedQuestion",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "VersionOption",
]
