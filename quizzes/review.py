"""Recording what is to be done about a question, on the numbers that everybody sees at that moment."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.actions import Refused
from hub import audit
from hub.models import User
from hub.roles import readable_reports

from .decisions import locked
from .models import Question, Quiz, ReviewDecision
from .worklist import Item, item_of


def may_review(user: User, quiz: Quiz) -> bool:
    """Whoever reads the report of a quiz decides what follows from it."""
    try:
        return readable_reports(user, Quiz.objects.filter(pk=quiz.pk)).exists()
    except PermissionDenied:
        return False


def record_review(
    *,
    quiz: Quiz,
    question: Question,
    series: int,
    deed: str,
    note: str,
    seen: int,
    actor: User,
    now: datetime | None = None,
) -> ReviewDecision:
    """Store the next decision on a series of a question in a quiz, with the causes and the numbers as they are now.

    deed: of ReviewDecision.Deed. seen: number of the last decision that the actor knew of, 0 for none. Raises Refused
    with a sentence for accounts that may not read the report, a series that was never shown, an unknown deed, a
    question that is kept without a note, and where somebody else has decided meanwhile.
    """
    now = now or timezone.now()
    if not may_review(actor, quiz):
        raise Refused(_("Only those who may read the report of this quiz decide this."))
    if deed not in ReviewDecision.Deed.values:
        raise Refused(_("Choose one of the decisions."))
    if deed == ReviewDecision.Deed.KEEP and not note.strip():
        raise Refused(_("Say in the note why the question is kept as it is."))
    # Counted before the transaction: reading a report keeps nobody from answering.
    item = item_of(quiz, question.pk, series, now)
    if item is None:
        raise Refused(_("This quiz has never shown the question in this form."))
    with transaction.atomic():
        locked(question)
        last = ReviewDecision.objects.newest().filter(quiz=quiz, question=question, series=series).first()
        if (last.number if last else 0) != seen:
            raise Refused(_meanwhile(last) if last else _("The question changed meanwhile. Look at it again."))
        row = ReviewDecision.objects.create(
            quiz=quiz,
            question=question,
            series=series,
            number=seen + 1,
            deed=deed,
            causes=" ".join(found.cause.value for found in item.causes),
            note=note.strip(),
            decided_by=actor,
            decided_at=now,
            **_numbers(item),
        )
        audit.record(
            actor=actor,
            verb="review question",
            subject=f"question {question.pk}",
            quiz=quiz.pk,
            series=series,
            number=row.number,
            deed=row.deed,
            causes=row.causes,
            note=row.note,
        )
    return row


def _numbers(item: Item) -> dict[str, int | float | None]:
    report = item.report
    change, pairs = report.change, report.change.pairs
    return {
        "n_before": report.before.n,
        "right_before": report.before.count,
        "n_after": report.after.n,
        "right_after": report.after.count,
        "retained": pairs.retained,
        "unlearned": pairs.unlearned,
        "learned": pairs.learned,
        "never": pairs.never,
        "change": change.estimate,
        "change_lower": change.interval.lower if change.interval else None,
        "change_upper": change.interval.upper if change.interval else None,
    }


def _meanwhile(last: ReviewDecision) -> str:
    return _("Meanwhile, on %(moment)s, %(who)s decided: %(deed)s. Look at it again.") % {
        "moment": date_format(timezone.localtime(last.decided_at), "DATETIME_FORMAT"),
        "who": last.decided_by,
        "deed": last.get_deed_display(),
    }
