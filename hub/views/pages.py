"""The hub's own public pages: front page, funders, about, privacy, accessibility."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from articles.models import ArticleVersion, Topic
from hub.models import CommitteeTerm, Hub
from hub.public_pages import in_language, public_page
from sponsors.public import contributors, fundings, site_frame

N_NEWEST = 12


def _page(request, template: str, **context):
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        return render(request, template, {"frame": site_frame(request.hub)} | context)


def _has_committee(hub: Hub) -> bool:
    return CommitteeTerm.objects.for_hub(hub).begun(timezone.localdate(timezone=hub.zone)).exists()


@public_page
def home(request):
    """The newest articles and the topics of the hub; an installation without a hub says how to begin."""
    if not request.hub:
        return render(request, "hub/empty.html")
    versions = list(ArticleVersion.objects.newest_live().filter(article__hub=request.hub)[:N_NEWEST])
    topics = Topic.objects.with_public_articles().filter(hub=request.hub)
    return _page(request, "hub/home.html", versions=versions, topics=topics)


@public_page
def funders(request):
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        return _page(
            request,
            "sponsors/funder_list.html",
            fundings=fundings(request.hub, timezone.now()),
            contributors=contributors(request.hub),
            has_committee=_has_committee(request.hub),
        )


@public_page
def about(request):
    if not request.hub:
        raise Http404
    return _page(request, "hub/about.html", has_committee=_has_committee(request.hub))


@public_page
def privacy(request):
    return _page(request, "hub/privacy.html")


@public_page
def accessibility(request):
    return _page(request, "hub/accessibility.html")
