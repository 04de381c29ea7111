"""What learners may tell of themselves: asked once after reading, optional, and kept with the pseudonym."""

from dataclasses import dataclass
from uuid import UUID

from . import counting, learners
from .models import Learner
from .transactions import run_transaction


@dataclass(frozen=True)
class Profile:
    """ "" for what a learner keeps. country: ISO 3166-1 alpha-2."""

    profession: str = ""
    specialty: str = ""
    country: str = ""


NOTHING = Profile()


def has_told(learner: Learner) -> bool:
    """Whether a learner has given profession, specialty or country: then nothing is asked again."""
    return bool(learner.profession or learner.specialty or learner.country)


def tell(learner: Learner, profile: Profile) -> None:
    """Keep the profile of a learner, locked by the caller, who has told nothing before; else change nothing."""
    if profile != NOTHING and not has_told(learner):
        with counting.recounting([learner.pk]):
            Learner.objects.filter(pk=learner.pk).update(
                profession=profile.profession, specialty=profile.specialty, country=profile.country
            )


def tell_alone(learner_id: UUID, profile: Profile) -> None:
    """Keep the profile of a learner in a transaction of its own. Raises BusyError."""
    run_transaction(lambda: tell(learners.enrol(learner_id), profile))
