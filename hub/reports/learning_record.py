"""A learner's own record: articles with scores, surveys and notes, as a page, a table and a PDF show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, ArticleVersion, ReaderNote
from hub.models import Hub, User
from quizzes.models import Answer, Attempt, Phase
from quizzes.personal_data import scored_quizzes
from surveys.models import SurveyResponse


@dataclass(frozen=True)
class Sitting:
    """One attempt. n_right: of n questions; None while telling it would give the key away."""

    attempt_id: UUID
    at: datetime
    n_right: int | None
    n: int


@dataclass
class RecordEntry:
    """One article of the record. is_live: whether readers can open it now."""

    article: Article
    title: str
    is_live: bool
    sittings: dict[str, Sitting] = field(default_factory=dict)
    survey_at: datetime | None = None
    note: ReaderNote | None = None

    @property
    def before(self) -> Sitting | None:
        return self.sittings.get(Phase.PRE)

    @property
    def after(self) -> Sitting | None:
        return self.sittings.get(Phase.POST)

    @property
    def follow_up(self) -> Sitting | None:
        return self.sittings.get(Phase.FOLLOW_UP)

    @property
    def last_at(self) -> datetime:
        """When the learner last did something with the article."""
        moments = [sitting.at for sitting in self.sittings.values()]
        moments += [self.survey_at] if self.survey_at else []
        moments += [self.note.updated_at] if self.note else []
        return max(moments)


def learning_record(own_ids: Sequence[UUID], now: datetime | None = None) -> list[RecordEntry]:
    """The articles with which a visitor's learners did something, the latest first. Takes five queries, or none.

    Where two of the visitor's learners answered the same, the first of own_ids counts, as on the result pages.
    """
    if not own_ids:
        return []
    attempts = _attempts(own_ids)
    responses = SurveyResponse.objects.filter(learner__in=own_ids).select_related("survey")
    notes = ReaderNote.objects.filter(learner__in=own_ids)
    scored = scored_quizzes(attempts)
    found: dict[int, dict[str, Any]] = {}

    def of(article_id: int) -> dict[str, Any]:
        return found.setdefault(article_id, {"sittings": {}})

    # The first of own_ids is read last and stands.
    for attempt in _by_rank(attempts, own_ids):
        of(attempt.quiz.article_id)["sittings"][attempt.phase] = _sitting(attempt, attempt.quiz_id in scored)
    for response in _by_rank(responses, own_ids):
        of(response.survey.article_id)["survey_at"] = response.submitted_at
    for note in _by_rank(notes, own_ids):
        of(note.article_id)["note"] = note
    versions = _newest_versions(found, now or timezone.now())
    entries = [
        RecordEntry(version.article, version.title, version.article.taken_down_at is None, **found[version.article_id])
        for version in versions
    ]
    return sorted(entries, key=lambda entry: entry.last_at, reverse=True)


def _attempts(own_ids: Sequence[UUID]) -> list[Attempt]:
    answers = Answer.objects.scored().only("attempt", "was_correct")
    return list(
        Attempt.objects.filter(learner__in=own_ids)
        .select_related("quiz")
        .prefetch_related(Prefetch("answers", answers))
    )


def _by_rank(rows: Any, own_ids: Sequence[UUID]) -> list[Any]:
    return sorted(rows, key=lambda row: own_ids.index(row.learner_id), reverse=True)


def _sitting(attempt: Attempt, tells_score: bool) -> Sitting:
    n_right = sum(answer.is_right for answer in attempt.answers.all()) if tells_score else None
    return Sitting(attempt.pk, attempt.submitted_at, n_right, attempt.n_shown)


def _newest_versions(article_ids: Mapping[int, Any], now: datetime) -> list[ArticleVersion]:
    """The newest public version of each article, also of those that were taken down since."""
    versions = (
        ArticleVersion.objects.released(now)
        .filter(article__in=list(article_ids))
        .select_related("article")
        .only("title", "number", "article__slug", "article__taken_down_at", "article__hub")
        .order_by("article", "number")
    )
    return list({version.article_id: version for version in versions}.values())


@dataclass(frozen=True)
class RecordLine:
    """One line of the table: an answer, an agreement or a note. correct: None where it does not apply or is not told."""

    kind: str
    article: str
    title: str
    phase: str
    at: str
    prompt: str
    reply: str
    correct: bool | None = None
    confidence: int | None = None


def record_lines(record: Mapping[str, Any]) -> list[RecordLine]:
    """A personal record (see `hub.personal_data`) as a table with a line an answer."""
    lines = []
    for attempt in record.get("attempts", ()):
        place = ("quiz", attempt["article"], attempt["title"], attempt["phase"], attempt["submitted_at"])
        for answer in attempt["answers"]:
            reply = "" if answer["chosen"] is None else answer["chosen"]
            lines.append(RecordLine(*place, answer["question"], reply, answer["correct"], answer["confidence"]))
    for response in record.get("surveys", ()):
        place = ("survey", response["article"], response["title"], "", response["submitted_at"])
        lines += [RecordLine(*place, answer["statement"], answer["answer"]) for answer in response["answers"]]
    for note in record.get("notes", ()):
        lines.append(RecordLine("note", note["article"], note["title"], "", note["changed_at"], "", note["text"]))
    return lines


def pdf_data(
    entries: Sequence[RecordEntry], *, hub: Hub | None, account: User | None, language: str, now: datetime
) -> dict[str, Any]:
    """What the template learning-record.typ reads: every word of the page, and the entries."""
    zone = hub.zone if hub else None
    return {
        "language": language.split("-")[0],
        "title": _("Learning record"),
        "hub": hub.name if hub else "",
        "owner": (account.name or account.email) if account else _("Held by this device, without an account"),
        "made_on": _day(now, zone),
        "intro": _(
            "Articles with the questions answered before and after reading. Scores count answers that were right. "
            "This record is the learner's own; it is no certificate."
        ),
        "empty": _("Nothing is recorded yet."),
        "labels": {
            "owner": _("Learner"),
            "made_on": _("Made on"),
            "before": _("Before reading"),
            "after": _("After reading"),
            "follow_up": _("Follow-up"),
            "survey": _("Survey answered"),
            "note": _("Note"),
            "page": _("Page"),
        },
        "entries": [
            {
                "title": entry.title,
                "day": _day(entry.last_at, zone),
                "before": _score(entry.before, zone),
                "after": _score(entry.after, zone),
                "follow_up": _score(entry.follow_up, zone),
                "survey": _day(entry.survey_at, zone) if entry.survey_at else "",
                "note": entry.note.text if entry.note else "",
            }
            for entry in entries
        ],
    }


def _score(sitting: Sitting | None, zone) -> list[str]:
    """The score and its day, [] without an attempt."""
    if sitting is None:
        return []
    told = (
        _("answered")
        if sitting.n_right is None
        else _("%(right)s of %(n)s") % {"right": sitting.n_right, "n": sitting.n}
    )
    return [told, _day(sitting.at, zone)]


def _day(moment: datetime, zone) -> str:
    return date_format(timezone.localtime(moment, zone))
