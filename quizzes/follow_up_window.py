"""When the same questions may be answered once more after reading. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

OPENS_AFTER = timedelta(days=42)
CLOSES_AFTER = timedelta(days=84)


@dataclass(frozen=True)
class Window:
    """From `opens` to `closes`, both included."""

    opens: datetime
    closes: datetime

    @classmethod
    def after(cls, post_at: datetime) -> "Window":
        """Of a learner who answered after reading at `post_at`: 42 to 84 days later."""
        return cls(post_at + OPENS_AFTER, post_at + CLOSES_AFTER)

    def is_before(self, now: datetime) -> bool:
        """Whether the window is still to come."""
        return now < self.opens

    def is_over(self, now: datetime) -> bool:
        return now > self.closes

    def is_open(self, now: datetime) -> bool:
        return self.opens <= now <= self.closes
