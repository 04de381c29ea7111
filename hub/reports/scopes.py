"""What quizzes have in common: all of an installation, of a hub, of a topic, with the support of a funder."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from quizzes.models import PooledSums, Quiz
from quizzes.rollups.pooling import take_pooled
from sponsors.models import VersionSupport

ALL, HUB, TOPIC, FUNDER = "all", "hub", "topic", "funder"


def scopes() -> dict[tuple[str, str], Sequence[int]]:
    """The quizzes of every scope that has some, by scope and key: slug of hub or topic, primary key of a funder."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for quiz, hub in Quiz.objects.order_by().values_list("pk", "article__hub__slug"):
        found[ALL, ""].add(quiz)
        found[HUB, hub].add(quiz)
    for quiz, topic in Quiz.objects.order_by().exclude(article__topics=None).values_list("pk", "article__topics__slug"):
        found[TOPIC, topic].add(quiz)
    named = VersionSupport.objects.exclude(version__article__quiz=None)
    for quiz, funder in named.order_by().values_list("version__article__quiz", "agreement__funder").distinct():
        found[FUNDER, str(funder)].add(quiz)
    return {scope: sorted(quizzes) for scope, quizzes in found.items()}


def take_if_due(now: datetime) -> str:
    """Take the pooled sums once a day, at the first run after midnight; says what was done."""
    newest = PooledSums.objects.order_by("-taken_at").values_list("taken_at", flat=True).first()
    if newest and timezone.localdate(newest) >= timezone.localdate(now):
        return "taken today already"
    return f"{take_pooled(scopes(), now)} taken"
