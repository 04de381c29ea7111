"""What articles keep of people: notes of learners, and suggestions under an address."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Now

from hub import audit, retention
from hub.personal_data import AddressData, LearnerData, Row, as_json, plain, register, rows_of_account

from .models import ArticleVersion, ReaderNote, Suggestion

SUGGESTIONS_KEPT = timedelta(days=730)


def dump(ids: Sequence[UUID], tells_all_scores: bool) -> list[Row]:
    # The title as readers were shown it: the working copy's is no business of theirs.
    versions = ArticleVersion.objects.released(Now()).filter(article=OuterRef("article"))
    notes = (
        ReaderNote.objects.filter(learner__in=ids)
        .select_related("article")
        .annotate(title=Subquery(versions.order_by("-number").values("title")[:1]))
        .order_by("updated_at", "pk")
    )
    return [
        {
            "learner": str(note.learner_id),
            "article": note.article.slug,
            "title": note.title,
            "changed_at": as_json(note.updated_at),
            "text": note.text,
        }
        for note in notes
    ]


def erase(ids: Sequence[UUID]) -> int:
    return ReaderNote.objects.filter(learner__in=ids).delete()[0]


register(rows_of_account("unscheduling_mails", "articles.UnschedulingMail", secret=("claimed_at",)))
register(LearnerData("notes", "articles.ReaderNote", dump, erase))
retention.register(
    retention.expiring(
        "notes",
        "Notes of devices without an account, unchanged for 24 months: their cookie is gone, so nobody can read them",
        "articles.ReaderNote",
        "updated_at",
        days=730,
        only={"learner__link": None},
    )
)


def dump_suggestions(addresses: Sequence[str]) -> list[Row]:
    return plain(Suggestion.objects.filter(email__in=addresses), secret=("nonce", "told", "claimed_at"))


def erase_suggestions(addresses: Sequence[str]) -> int:
    """Take the address away; the words stay, as those of nobody."""
    return Suggestion.objects.filter(email__in=addresses).update(email="")


def addresses_of_suggestions() -> Iterable[tuple[str, datetime]]:
    return Suggestion.objects.exclude(email="").values_list("email", "submitted_at")


def _old_suggestions(now: datetime) -> QuerySet[Suggestion]:
    old = Suggestion.objects.filter(submitted_at__lt=now - SUGGESTIONS_KEPT)
    return old.exclude(emptied_at__isnull=False, email="")


def _empty_suggestions(now: datetime) -> int:
    with transaction.atomic():
        n = _old_suggestions(now).update(text="", email="", emptied_at=now)
        audit.record(actor=None, verb="retention", subject="suggestions", rows=n)
    return n


register(
    AddressData("suggestions", "articles.Suggestion", dump_suggestions, erase_suggestions, addresses_of_suggestions)
)
retention.register(
    retention.Rule(
        "suggestions", "Text and address of suggestions sent 24 months ago", _old_suggestions, _empty_suggestions
    )
)
