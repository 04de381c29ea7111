"""Public pages of people: the steering committee, and everybody whom a published article names."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles.json_ld import person_graph, script_json
from articles.people_pages import PublicPerson, committee_of, public_person, term_text
from hub.public_pages import in_language, public_page
from sponsors.public import site_frame

PER_PAGE = 20


@public_page
def committee(request):
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        context = {
            "committee": committee_of(request.hub, timezone.now()),
            "canonical": request.build_absolute_uri(reverse("committee")),
            "frame": site_frame(request.hub),
        }
        return render(request, "hub/committee.html", context)


@public_page
def person(request, slug: str):
    """One person; nobody whom readers of this hub cannot meet elsewhere on it."""
    if not request.hub:
        raise Http404
    with in_language(request.hub.language):
        public = public_person(request.hub, slug, timezone.now())
        if public is None:
            raise Http404
        page = Paginator(public.parts, PER_PAGE).get_page(request.GET.get("page"))
        address = reverse("person", args=[slug]) + (f"?page={page.number}" if page.number > 1 else "")
        context = {
            "public": public,
            "card": public.card,
            "terms": [term_text(term) for term in public.terms],
            "page": page,
            "json_ld": mark_safe(script_json(_graph(request, public, page))),  # noqa: S308 - escaped for a script element
            "canonical": request.build_absolute_uri(address),
            "frame": site_frame(request.hub),
        }
        return render(request, "hub/person.html", context)


def _graph(request, public: PublicPerson, page) -> dict:
    name = _("Steering committee of %(hub)s") % {"hub": request.hub.name} if public.is_in_office else ""
    works = [(part.version.title, part.address) for part in page]
    return person_graph(public.fields, image=public.card.portrait_url, committee=name, works=works)
