"""Public pages of articles. Readers see versions; no view here touches a working copy."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from hub.models import Hub
from hub.public_pages import in_language, public_page
from sponsors.public import site_frame

from .ama import reference_html
from .citing import cited_as
from .models import ArticleVersion, Topic
from .newer_data import newer_articles

PER_PAGE = 20
_QUIZ = "quiz-card"
"""The class of the card that an article with a quiz shows."""


def versions_with_hub():
    """Versions as pages show them, joined with their hub."""
    return ArticleVersion.objects.for_readers().select_related("article__hub")


def at_home(request, version: ArticleVersion) -> HttpResponsePermanentRedirect | None:
    """A redirect to the article's own domain where the host belongs to another hub; None where it is at home.

    Asks the database only on a host that is not the hub's own.
    """
    hub, host = version.article.hub, request.get_host()
    if hub.domain and hub.domain != host and Hub.objects.exclude(pk=hub.pk).at(host).exists():
        return HttpResponsePermanentRedirect(f"{request.scheme}://{hub.domain}{request.path}")
    request.hub = hub
    return None


def _article_page(request, version: ArticleVersion, *, is_current: bool):
    canonical = request.build_absolute_uri(version.article.get_absolute_url())
    with in_language(version.language):
        context = {
            "version": version,
            "body": mark_safe(version.body_html),  # noqa: S308 - rendered by articles.rendering, which cleans
            "frame": site_frame(version.article.hub),
            "is_current": is_current,
            "citation": mark_safe(reference_html(cited_as(version, canonical))),  # noqa: S308 - the reference renderer escapes
            "canonical": canonical,
            "has_video": "<video " in version.body_html,
            "is_review_overdue": _is_review_overdue(version),
            "publishes_outcomes": is_current and version.article.hub.publishes_outcomes and _QUIZ in version.body_html,
            "newer_articles": newer_articles(version) if is_current else [],
        }
        return render(request, "articles/article_detail.html", context)


def _is_review_overdue(version: ArticleVersion) -> bool:
    review_by = version.review_by
    return review_by is not None and review_by < timezone.localdate(timezone=version.article.hub.zone)


@public_page
def article_detail(request, slug: str):
    version = versions_with_hub().live().filter(article__slug=slug).first()
    if version is None:
        raise Http404
    return at_home(request, version) or _article_page(request, version, is_current=True)


@public_page
def article_version(request, slug: str, number: int):
    """An earlier version, as it was, with a way to the current one. Open only while the article itself is public."""
    version = get_object_or_404(versions_with_hub().live().filter(article__slug=slug), number=number)
    newest = ArticleVersion.objects.live().filter(article=version.article).values_list("pk", flat=True).first()
    return at_home(request, version) or _article_page(request, version, is_current=newest == version.pk)


def _list_page(request, versions, **context):
    page = Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))
    with in_language(request.hub.language):
        return render(request, "articles/article_list.html", {"page": page, "frame": site_frame(request.hub)} | context)


@public_page
def article_list(request):
    if not request.hub:
        raise Http404
    return _list_page(request, ArticleVersion.objects.newest_live().filter(article__hub=request.hub))


@public_page
def topic_detail(request, slug: str):
    topic = get_object_or_404(Topic.objects.filter(hub=request.hub.pk if request.hub else None), slug=slug)
    return _list_page(request, ArticleVersion.objects.newest_live().filter(article__topics=topic), topic=topic)
