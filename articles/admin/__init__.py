"""The admin of articles: one screen an article, the trial registry, references, topics and what was published."""

from . import article, findings, glossary, history, placement, references, results, suggestion_inbox, topics, trials

__all__ = [
    "article",
    "findings",
    "glossary",
    "history",
    "placement",
    "references",
    "results",
    "suggestion_inbox",
    "topics",
    "trials",
]
