"""/disclosures/: what this site and its articles said about their support, on any day of the record."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.views import at_home
from hub.public_pages import in_language, public_page
from sponsors import disclosures as record
from sponsors.models import DisclosureSnapshot
from sponsors.public import site_frame

PER_PAGE = 30


def _render(request, template: str, *, status: int = 200, **context):
    return render(request, f"sponsors/{template}.html", {"frame": site_frame(request.hub)} | context, status=status)


def _page(request, rows):
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _asked(request, now) -> tuple[date, str]:
    """The day asked for; where there is no such day, today with a sentence that says so."""
    text = request.GET.get("date", "").strip()
    today = record.day_asked("", request.hub, now)
    try:
        return record.day_asked(text, request.hub, now), ""
    except record.NoSuchDay:
        sentence = _("“%(text)s” is no day. Write year, month and day, such as %(example)s.")
        return today, sentence % {"text": Truncator(text).chars(40), "example": today.isoformat()}
    except record.DayAhead:
        return today, _("%(day)s lies ahead. The record tells what was shown until today.") % {"day": text}


@public_page
def disclosures(request):
    """The strip and the articles of one day; today's without a date."""
    if not request.hub:
        raise Http404
    hub, now = request.hub, timezone.now()
    with in_language(hub.language), timezone.override(hub.zone):
        day, problem = _asked(request, now)
        context = {"day": day, "problem": problem, "today": record.day_asked("", hub, now)}
        first = record.first_day(hub, now)
        if problem or day < first:
            return _render(request, "disclosures", status=400 if problem else 200, begins=first, **context)
        page = _page(request, record.articles_on(hub, day, now))
        return _render(
            request,
            "disclosures",
            site=record.site_on(hub, day, now),
            page=page,
            articles=record.as_shown(page, day, hub),
            **context,
        )


@public_page
def history(request):
    """Every change of what the site and its articles said, the newest first."""
    if not request.hub:
        raise Http404
    hub, now = request.hub, timezone.now()
    with in_language(hub.language), timezone.override(hub.zone):
        page = _page(request, record.history(hub, now))
        return _render(request, "disclosure_history", page=page, changes=record.as_changes(page))


@public_page
def of_article(request, slug: str):
    """What one article said about its support on a day, and every change of it; taken down or not."""
    now = timezone.now()
    rows = DisclosureSnapshot.objects.select_related("article__hub", "version").filter(article__slug=slug)
    newest = rows.filter(version__isnull=False, shown_from__lte=now).order_by("-pk").first()
    if newest is None:
        raise Http404
    if redirect := at_home(request, newest):
        return redirect
    hub = request.hub
    with in_language(hub.language), timezone.override(hub.zone):
        day, problem = _asked(request, now)
        found = [] if problem else record.articles_on(hub, day, now).filter(article=newest.article)
        page = _page(request, record.history(hub, now).filter(article=newest.article))
        return _render(
            request,
            "article_disclosures",
            status=400 if problem else 200,
            article=newest.article,
            title=newest.words["title"],
            day=day,
            problem=problem,
            today=record.day_asked("", hub, now),
            states=record.as_shown(found, day, hub),
            page=page,
            changes=record.as_changes(page),
        )
