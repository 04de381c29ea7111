"""What a learner finds when opening a survey: the statements of the live version, and whether it is answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from articles.models import ArticleVersion
from hub.learners import Visitor
from hub.models import Learner
from hub.profiles import has_told

from .models import PinnedStatement, Survey, SurveyResponse


@dataclass(frozen=True)
class Sitting:
    """One visitor at one survey. version: what readers see of the article now. response: what the visitor has sent."""

    version: ArticleVersion
    survey: Survey
    visitor: Visitor
    response: SurveyResponse | None
    asks_profile: bool

    def of_learner(self, learner_id: UUID) -> "Sitting":
        """This sitting, with the response of the learner whose form came in where the visitor's own is not known.

        It may have moved to the learner of an account meanwhile.
        """
        if self.response:
            return self
        whose = Q(learner=learner_id) | Q(learner__merged=learner_id)
        return replace(self, response=SurveyResponse.objects.filter(whose, survey=self.survey).first())


def open_sitting(*, slug: str, visitor: Visitor, now: datetime) -> Sitting | None:
    """The sitting at the survey of a published article, or None where readers are asked nothing."""
    version = (
        ArticleVersion.objects.live(now)
        .filter(article__slug=slug, article__survey__isnull=False)
        .select_related("article__hub", "article__survey")
        .defer("content", "body_html", "numbering", "shown")
        .first()
    )
    if version is None:
        return None
    survey = version.article.survey
    response, asks_profile = None, True
    if visitor.own_ids:
        response = SurveyResponse.objects.filter(survey=survey, learner__in=visitor.own_ids).first()
        asks_profile = not any(has_told(learner) for learner in Learner.objects.filter(pk__in=visitor.own_ids))
    return Sitting(version, survey, visitor, response, asks_profile)


def pinned_statements(version_id: int) -> list[PinnedStatement]:
    """The statements that a published article version asks about, in order."""
    pins = PinnedStatement.objects.filter(article_version=version_id)
    return list(pins.select_related("statement_version", "survey").order_by("order"))
