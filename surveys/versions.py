"""From the statement in work to its versions: what changed, which series goes on, and minting."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hub.models import Change

from .models import Statement, StatementVersion, SurveyAnswer


@dataclass(frozen=True)
class Revision:
    """How a statement differs from its newest version.

    last: that version. n_answers: those of its series. is_turned: agreement has become the unfavourable answer, or the
    favourable one, which always starts a new series. is_reworded: the text reads otherwise.
    """

    last: StatementVersion
    n_answers: int
    is_turned: bool
    is_reworded: bool

    @property
    def needs_word(self) -> bool:
        """Whether an editor has to say what the change means."""
        return bool(self.n_answers) and self.is_reworded and not self.is_turned

    def starts_series(self, change: str) -> bool:
        """Whether the next version starts a series; without the editor's word changed words do, so nothing pools silently."""
        if self.is_turned:
            return True
        if self.needs_word and change:
            return change == Change.MEANING
        return self.is_reworded


def revision(statement: Statement) -> Revision | None:
    """What changed since the newest version; None for a statement without one."""
    last = statement.versions.first()
    if last is None:
        return None
    of_series = {"statement_version__statement": statement, "statement_version__series": last.series}
    return Revision(
        last=last,
        n_answers=SurveyAnswer.objects.filter(**of_series).count(),
        is_turned=last.is_reversed != statement.is_reversed,
        is_reworded=last.text != statement.text,
    )


@transaction.atomic
def current_version(statement: Statement, now: datetime) -> StatementVersion:
    """The newest version of a statement, minted first where its words or its direction have changed.

    Minting uses up what the editor said of the change.
    """
    stored = Statement.objects.select_for_update().get(pk=statement.pk)
    found = revision(statement)
    if found and not found.is_turned and not found.is_reworded:
        return found.last
    version = StatementVersion.objects.create(
        statement=statement,
        number=found.last.number + 1 if found else 1,
        series=found.last.series + found.starts_series(stored.change) if found else 1,
        text=statement.text,
        is_reversed=statement.is_reversed,
        created_at=now,
    )
    if stored.change:
        statement.change = ""
        statement.save(update_fields=["change"])
    return version
