"""Reports over several quizzes: those of a hub and of a topic."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles.models import Topic
from hub.models import Hub
from hub.reports.filter_choices import narrowed
from hub.reports.filters import EVIDENCE, LEARNERS, TIME, read_filter
from hub.reports.scope_page import scope_page
from hub.reports.scopes import HUB, TOPIC
from hub.roles import READ_EVERY_REPORT, readable_reports
from hub.time_limits import TooSlow
from quizzes.models import PooledSums, Quiz

OF = {HUB: Hub, TOPIC: Topic}
PER_PAGE = 50


@login_required
def scope_detail(request, scope: str, slug: str):
    """All quizzes of a hub or topic that the account may read."""
    common = get_object_or_404(OF[scope], slug=slug)
    quizzes = narrowed(readable_reports(request.user, Quiz.objects.all()), {scope: slug})
    found = read_filter(request.GET, quizzes, (*TIME, *LEARNERS, EVIDENCE))
    context = {"common": common, "filter": found, "scope": scope}
    if not found.problems:
        titles = dict(quizzes.values_list("pk", "article__title"))
        pooled, why = _pooled(request, scope, slug, is_filtered=found.is_active)
        try:
            context["page"] = page = scope_page(found.cut, titles, pooled, why)
            context["questions"] = Paginator(page.questions, PER_PAGE).get_page(request.GET.get("questions"))
        except TooSlow:
            context["is_too_slow"] = True
    return render(request, "hub/reports/scope_report.html", context, status=400 if found.problems else 200)


def _pooled(request, scope: str, key: str, *, is_filtered: bool) -> tuple[PooledSums | None, str]:
    """The nightly sums, or why there is no interval over several quizzes."""
    if is_filtered:
        return None, _(
            "Over several quizzes the interval is taken at night, for all answers: one learner may have answered several. "
            "For a part of the answers there is none."
        )
    if READ_EVERY_REPORT.isdisjoint(request.user.role_names):
        return None, _(
            "Over several quizzes the interval is taken at night, for all quizzes; your account reads some of them."
        )
    found = PooledSums.objects.filter(scope=scope, key=key, dimension="").first()
    if found is None:
        return None, _("Over several quizzes the interval is taken at night. It has not been taken yet.")
    return found, ""
