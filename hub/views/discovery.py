"""What search engines read: the sitemap of a hub, and robots.txt."""

from django.contrib.sitemaps.views import sitemap as sitemap_page
from django.http import Http404, HttpResponse
from django.urls import reverse

from articles.sitemaps import ArticleSitemap, PersonSitemap, TopicSitemap, TrialSitemap
from hub.public_pages import public_page
from hub.sitemaps import HubSitemap, StandingPages

SITEMAPS: dict[str, type[HubSitemap]] = {
    "pages": StandingPages,
    "articles": ArticleSitemap,
    "topics": TopicSitemap,
    "trials": TrialSitemap,
    "people": PersonSitemap,
}
# Quizzes and surveys are missing here on purpose: who may not open a page does not learn that it is not to be indexed.
CLOSED = ("/admin/", "/staff/", "/accounts/")


@public_page
def sitemap(request):
    """The pages of the hub of the request, with its own host and scheme."""
    if not request.hub:
        raise Http404
    sections = {name: section(request.hub) for name, section in SITEMAPS.items()}
    return sitemap_page(request, sections).render()


@public_page
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    if request.hub:
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
