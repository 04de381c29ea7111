from .article import Article, ArticleTopic, ArticleTrial, Bloom, Citation, Contributor, Objective, Topic
from .blocks import BLOCK_TYPES, Block, HeadingBlock, ListBlock, QuoteBlock, TextBlock, TrialBlock
from .reference import Reference
from .result import Analysis, ArmValue, Comparison, FollowUp, Result
from .trial import Arm, Endpoint, RegulatoryEvent, Trial, TrialId, TrialPart
from .version import Approval, ArticleVersion

__all__ = [
    "BLOCK_TYPES",
    "Analysis",
    "Approval",
    "Arm",
    "ArmValue",
    "Article",
    "ArticleTopic",
    "ArticleTrial",
    "ArticleVersion",
    "Block",
    "Bloom",
    "Citation",
    "Comparison",
    "Contributor",
    "Endpoint",
    "FollowUp",
    "HeadingBlock",
    "ListBlock",
    "Objective",
    "QuoteBlock",
    "Reference",
    "RegulatoryEvent",
    "Result",
    "TextBlock",
    "Topic",
    "Trial",
    "TrialBlock",
    "TrialId",
    "TrialPart",
]
