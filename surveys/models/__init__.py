from .own_words import Commitment, CommitmentReview, OwnWords, SurveyComment
from .survey import (
    LikertPoint,
    PinnedStatement,
    Statement,
    StatementVersion,
    Survey,
    SurveyAnswer,
    SurveyFlag,
    SurveyResponse,
    SurveyStatement,
)

__all__ = [
    "Commitment",
    "CommitmentReview",
    "LikertPoint",
    "OwnWords",
    "PinnedStatement",
    "Statement",
    "StatementVersion",
    "Survey",
    "SurveyAnswer",
    "SurveyComment",
    "SurveyFlag",
    "SurveyResponse",
    "SurveyStatement",
]
