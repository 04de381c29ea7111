"""Results that a typed sentence states, read so that an editor can accept them instead of typing them again."""

from .candidates import ArmNumber, Candidate, Contrast, FollowUpTime, KnownArm, KnownEndpoint, Suggestion
from .reading import suggest

__all__ = [
    "ArmNumber",
    "Candidate",
    "Contrast",
    "FollowUpTime",
    "KnownArm",
    "KnownEndpoint",
    "Suggestion",
    "suggest",
]
