"""What articles keep of a learner: notes."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from hub import retention
from hub.personal_data import LearnerData, Row, as_json, register

from .models import ArticleVersion, ReaderNote


def dump(ids: Sequence[UUID], tells_all_scores: bool) -> list[Row]:
    # The title as readers were shown it: the working copy's is no business of theirs.
    versions = ArticleVersion.objects.filter(article=OuterRef("article"), live_from__lte=Now())
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
