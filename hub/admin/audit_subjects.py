"""From the subject of an audit event, such as “article imroz”, to the page of the row."""

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.urls import reverse

SUBJECTS = {
    "account": ("hub.user", "pk"),
    "agreement": ("sponsors.agreement", "number"),
    "article": ("articles.article", "slug"),
    "contribution": ("sponsors.contribution", "number"),
    "funder": ("sponsors.funder", "slug"),
    "hub": ("hub.hub", "slug"),
    "impact update": ("sponsors.impactupdate", "pk"),
    "question": ("quizzes.question", "pk"),
    "statement": ("surveys.statement", "pk"),
    "suggestion": ("articles.suggestion", "pk"),
    "trial": ("articles.trial", "slug"),
}
"""First words of a subject: the model, and the field that the rest names."""


def page_of(subject: str, site: AdminSite, request) -> str:
    """The address of the subject's page in the admin, "" where it is gone or the account may not see it."""
    kind = next((kind for kind in SUBJECTS if subject.startswith(f"{kind} ")), "")
    if not kind:
        return ""
    label, field = SUBJECTS[kind]
    name = subject.removeprefix(f"{kind} ")
    model: type[Model] = apps.get_model(label)
    try:
        row = model._default_manager.filter(**{field: name}).first()
    except (ValueError, OverflowError):
        return ""
    page = site._registry.get(model)
    if row is None or page is None or not page.has_view_permission(request, row):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
