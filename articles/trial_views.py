"""Public pages and downloads of the trial registry: what live articles of the hub show, results that were checked."""

from dataclasses import fields

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hub.exports import csv_file
from hub.public_pages import in_language, public_page
from sponsors.public import site_frame

from .export_views import results_file
from .trial_filters import TrialFilter
from .trial_lists import TrialRow, filter_fields, trial_entries, trial_lines, trial_rows
from .trial_pages import PublicTrial, public_trial, trial_page

PER_PAGE = 50
LONGEST_VALUE = 200


def _asked(request) -> TrialFilter:
    """The filter in the address; white space is evened out, what is not a field is left alone."""
    names = [field.name for field in fields(TrialFilter)]
    return TrialFilter(**{name: " ".join(request.GET.get(name, "").split())[:LONGEST_VALUE] for name in names})


def _hub(request):
    if not request.hub:
        raise Http404
    return request.hub


@public_page
def trial_list(request):
    """The hub's trials; a value that no trial has gives an empty list that says so."""
    hub, asked = _hub(request), _asked(request)
    entries = trial_entries(hub)
    page = Paginator(asked.matching(entries), PER_PAGE).get_page(request.GET.get("page"))
    address = reverse("articles:trials") + (f"?page={page.number}" if page.number > 1 and not asked.chosen else "")
    with in_language(hub.language):
        context = {
            "page": page,
            "lines": trial_lines(page),
            "n_trials": len(entries),
            "asked": asked,
            "fields": filter_fields(entries, asked),
            "canonical": request.build_absolute_uri(address),
            "frame": site_frame(hub),
        }
        return render(request, "articles/trial_list.html", context)


@public_page
def trials_csv(request):
    """The same trials as on the page of the same filter, all pages in one."""
    entries = _asked(request).matching(trial_entries(_hub(request)))
    return csv_file(TrialRow, trial_rows(entries, request.build_absolute_uri), "trials.csv")


@public_page
def trial_detail(request, slug: str):
    public = _public_trial(request, slug)
    with in_language(request.hub.language):
        context = {
            "page": trial_page(public),
            "canonical": request.build_absolute_uri(reverse("articles:trial", args=[slug])),
            "frame": site_frame(request.hub),
        }
        return render(request, "articles/trial_detail.html", context)


@public_page
def results_csv(request, slug: str):
    return _results(request, slug, "csv")


@public_page
def results_json(request, slug: str) -> HttpResponse:
    """The rows of the CSV as objects, with the meaning of the columns and the sources as CSL-JSON."""
    return _results(request, slug, "json")


def _results(request, slug: str, ending: str) -> HttpResponse:
    public = _public_trial(request, slug)
    about = {
        "trial": public.content["acronym"],
        "url": request.build_absolute_uri(reverse("articles:trial", args=[slug])),
    }
    return results_file(ending, slug, about, [public.content], public.references)


def _public_trial(request, slug: str) -> PublicTrial:
    public = public_trial(_hub(request), slug)
    if public is None:
        raise Http404
    return public
