from .article import Article, ArticleTopic, ArticleTrial, Bloom, Citation, Contributor, Objective, Topic
from .blocks import BLOCK_TYPES, Block, HeadingBlock, ListBlock, QuoteBlock, TextBlock, TrialBlock
from .figure_block import FigureBlock
from .finding import Finding
from .glossary import GlossaryTerm
from .landscape_block import LandscapeBlock, LandscapeTrial
from .reach import Reach
from .reader_note import LONGEST_NOTE, ReaderNote
from .reference import Reference
from .result import Analysis, ArmValue, Comparison, FollowUp, Result
from .shown import VersionDeclaration, VersionTrial
from .shown_people import VersionPerson
from .stored_file import StoredFile
from .suggestion import LONGEST_SUGGESTION, SETTABLE, Suggestion, SuggestionState, SuggestionStep
from .table_block import TableBlock
from .trial import Arm, Endpoint, RegulatoryEvent, Trial, TrialId, TrialPart
from .unscheduling import Unscheduling, UnschedulingMail
from .version import Approval, ArticleVersion
from .video import ArticleVideo, VideoBlock, VideoCaptions, VideoChapter

__all__ = [
    "BLOCK_TYPES",
    "LONGEST_NOTE",
    "LONGEST_SUGGESTION",
    "SETTABLE",
    "Analysis",
    "Approval",
    "Arm",
    "ArmValue",
    "Article",
    "ArticleTopic",
    "ArticleTrial",
    "ArticleVersion",
    "ArticleVideo",
    "Block",
    "Bloom",
    "Citation",
    "Comparison",
    "Contributor",
    "Endpoint",
    "FigureBlock",
    "Finding",
    "FollowUp",
    "GlossaryTerm",
    "HeadingBlock",
    "LandscapeBlock",
    "LandscapeTrial",
    "ListBlock",
    "Objective",
    "QuoteBlock",
    "Reach",
    "ReaderNote",
    "Reference",
    "RegulatoryEvent",
    "Result",
    "StoredFile",
    "Suggestion",
    "SuggestionState",
    "SuggestionStep",
    "TableBlock",
    "TextBlock",
    "Topic",
    "Trial",
    "TrialBlock",
    "TrialId",
    "TrialPart",
    "Unscheduling",
    "UnschedulingMail",
    "VersionDeclaration",
    "VersionPerson",
    "VersionTrial",
    "VideoBlock",
    "VideoCaptions",
    "VideoChapter",
]

# These kinds of block stand in modules of their own, which need the base class of all blocks.
BLOCK_TYPES |= {"table": TableBlock, "landscape": LandscapeBlock, "figure": FigureBlock, "video": VideoBlock}
