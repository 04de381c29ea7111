"""What of articles moves when an account takes over another learner: private notes."""

from datetime import datetime

from hub.adoption import Belongings, Moved, register
from hub.models import Learner

from .models import ReaderNote


def move_notes(*, giver: Learner, receiver: Learner, now: datetime) -> Moved:
    """Move the giver's notes on every article on which the receiver has none; the others stay."""
    noted = ReaderNote.objects.filter(learner=receiver).values_list("article", flat=True)
    given = ReaderNote.objects.filter(learner=giver)
    moved = given.exclude(article__in=list(noted)).update(learner=receiver)
    return Moved(moved=moved, stayed=given.count())


register(Belongings(key="notes", move=move_notes))
