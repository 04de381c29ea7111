"""What the follow-up of an article asks and tells beside its questions: what became of the change a learner planned."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article
from hub import companions, offers

from .commitment_forms import ReviewForm
from .commitments import open_commitment
from .models import Commitment


def review_form(
    article: Article, own_ids: Collection[UUID], data: Mapping[str, str] | None, kept: Mapping[str, str]
) -> ReviewForm | None:
    """The question about the commitment of one of these learners; None without one, or once it is answered."""
    commitment = open_commitment(article, own_ids)
    return ReviewForm(data, commitment=commitment, kept=kept) if commitment else None


def then_and_now(article: Article, own_ids: Collection[UUID]) -> SafeString | str:
    """What the learner planned and what became of it, for the result of the follow-up; "" without a review."""
    found = Commitment.objects.filter(
        response__learner__in=own_ids, response__survey__article=article, review__isnull=False
    )
    commitment = found.select_related("review").first()
    return render_to_string("surveys/_then_and_now.html", {"commitment": commitment}) if commitment else ""


companions.register(review_form)
offers.register_recall(then_and_now)
