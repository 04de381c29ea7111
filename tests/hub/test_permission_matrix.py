"""Every address of the site, asked for by every visitor: who gets in where, and that no answer tells what it must not.

Expected outcomes stand in `tests/permissions/matrix.py`, what is kept from whom in `tests/permissions/asking.py`.
"""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from hub.models import AuditEvent
from hub.roles import SPONSOR_MANAGER
from tests.factories import make_staff
from tests.permissions.actions import ACTIONS, actions_of, sent
from tests.permissions.asking import ask, found_in, quiet, rows, secrets_kept_from
from tests.permissions.matrix import AREAS
from tests.permissions.models import MODELS
from tests.permissions.outcomes import VISITORS, outcome_of

__all__ = ["quiet", "rows"]
pytestmark = pytest.mark.django_db


def routes(resolver, above: str = "") -> set[str]:
    """Every route below a resolver, as Django writes it."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        found |= routes(pattern, route) if isinstance(pattern, URLResolver) else {route}
    return found


def test_table_names_every_address_and_no_other():
    named = {page.route for pages in AREAS.values() for page in pages}
    # Uploaded files are served by Django while developing alone; their addresses are the hashes of their content.
    existing = {route for route in routes(get_resolver()) if not route.startswith("^media/")}

    assert {"not in the table": existing - named, "no such address": named - existing} == {
        "not in the table": set(),
        "no such address": set(),
    }


def test_table_names_every_action_and_no_other():
    request = RequestFactory().get("/")
    request.user = make_staff("root", SPONSOR_MANAGER)
    request.user.is_superuser = True
    existing = {
        model._meta.label_lower: set(model_admin.get_actions(request))
        for model, model_admin in admin.site._registry.items()
    }

    assert {label: set(actions_of(label)) for label in MODELS} == existing


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("area", AREAS)
def test_visitor_gets_what_the_table_says_and_nothing_told(rows, area, visitor):
    pages = [*AREAS[area], *ACTIONS.get(area, [])]
    secrets = secrets_kept_from(rows, visitor, area)

    answers = [(page, ask(rows, visitor, page)) for page in pages]

    found = [(page.address, page.sent, str(outcome_of(answer))) for page, answer in answers]
    assert found == [(page.address, page.sent, str(page.who[visitor])) for page in pages]
    assert {page.address: told for page, answer in answers if (told := found_in(answer, secrets))} == {}


@pytest.mark.parametrize("label", [label for label in MODELS if actions_of(label)])
def test_forged_action_changes_nothing(rows, label):
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    stored = list(model.objects.values()), AuditEvent.objects.count()

    for name, (allowed, _gets) in actions_of(label).items():
        for visitor in set(VISITORS) - set(allowed):
            data = {key: value.format(**rows.names) for key, value in sent(label, name, post="yes").items()}
            rows.client_of(visitor).post(f"/admin/{label.replace('.', '/')}/", data)

    assert (list(model.objects.values()), AuditEvent.objects.count()) == stored
