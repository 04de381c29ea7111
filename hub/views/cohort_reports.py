"""The report on groups of learners: one kind of group at a time, over the quizzes of the filter."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.countries import COUNTRIES
from hub.models.learner import Profession
from hub.reports.cohort_page import CohortPage, live_cohorts, pooled_cohorts
from hub.reports.cohort_rows import GroupRow, cohort_rows
from hub.reports.filter_choices import choices_of, language_name
from hub.reports.filters import SCOPE, TIME, ReportFilter, read_filter
from hub.reports.scopes import ALL
from hub.roles import READ_EVERY_REPORT, readable_reports
from hub.specialties import SPECIALTIES
from hub.time_limits import TooSlow, without_limit
from quizzes.models import PooledSums, Quiz
from quizzes.rollups.pooling import DIMENSIONS

from .downloads import export, refused

BY = ("specialty", "country", "profession", "language")


@login_required
def cohorts(request):
    """Change by specialty, or what `by` names."""
    by, found, problems = _asked(request)
    quizzes = readable_reports(request.user, Quiz.objects.all())
    context = {
        "filter": found,
        "by": by,
        "kinds": [(name, choices_of(name, quizzes).label) for name in BY],
        "problem": " ".join(problems[len(found.problems) :]),
        "chosen_query": urlencode({"by": by}) + (f"&{found.query}" if found.query else ""),
    }
    if not problems:
        try:
            context["page"] = _page(request, found, by)
        except TooSlow:
            context["is_too_slow"] = True
    return render(request, "hub/reports/cohorts.html", context, status=400 if problems else 200)


@login_required
def cohorts_table(request, ending: str):
    """The table of the page as a file; of a group that the page hides nothing but the name."""
    by, found, problems = _asked(request)
    if problems:
        return refused(request, " ".join(problems))
    detail = {"filter": found.query} if found.query else {}
    with without_limit():
        rows = list(cohort_rows(_page(request, found, by)))
    return export(request, f"cohorts-{by}", GroupRow, rows, ending, **detail)


def _asked(request) -> tuple[str, ReportFilter, list[str]]:
    """The kind of groups, the filter, and what is wrong with either, sentences on the filter first."""
    quizzes = readable_reports(request.user, Quiz.objects.all())
    by = request.GET.get("by", BY[0])
    found = read_filter(
        request.GET, quizzes, (*SCOPE, *TIME), is_all=not READ_EVERY_REPORT.isdisjoint(request.user.role_names)
    )
    problems = list(found.problems)
    if by not in BY:
        problems.append(_("“%(by)s” is no kind of group. Choose one of the list.") % {"by": by})
    return by, found, problems


def _page(request, found: ReportFilter, by: str) -> CohortPage:
    name_of = _namer(by)
    scope = _pooled_scope(request, found)
    if scope and by in DIMENSIONS:
        rows = list(PooledSums.objects.filter(scope=scope[0], key=scope[1], dimension=by))
        if rows:
            day = date_format(timezone.localtime(rows[0].taken_at), "j F Y")
            note = _("Each learner counts once, whatever they answered; as it was on %(day)s.") % {"day": day}
            return pooled_cohorts(rows, name_of, note)
    note = _(
        "Over several quizzes the interval is taken at night, for the quizzes of a hub, topic or funder and without any "
        "other filter: one learner may have answered several. A learner counts here once a quiz."
    )
    return live_cohorts(found.cut, by, name_of, "" if found.cut.quizzes and len(found.cut.quizzes) == 1 else note)


def _pooled_scope(request, found: ReportFilter) -> tuple[str, str] | None:
    """The scope whose nightly sums are exactly the filter's cut; None where there is none."""
    if READ_EVERY_REPORT.isdisjoint(request.user.role_names):
        return None
    active = {one.name: one.value for one in found.fields if one.chosen}
    if not active:
        return ALL, ""
    (name, value), *others = active.items()
    return (name, value) if not others and name in ("hub", "topic", "funder") else None


def _namer(by: str) -> Callable[[str], str]:
    """The words for a stored value of this kind of group."""
    if by == "language":
        return language_name
    options = {"specialty": SPECIALTIES, "country": COUNTRIES, "profession": Profession.choices}[by]
    words = {"": _("Not told")} | {value: str(name) for value, name in options}
    return lambda value: words.get(value, value)
