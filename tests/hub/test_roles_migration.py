"""The groups of the roles exist after migrating, with the permissions that hub.permissions names."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hub import roles
from hub.permissions import PERMISSIONS, codenames, grant_roles


def granted(role: str) -> set[tuple[str, str]]:
    group = Group.objects.get(name=role)
    return set(group.permissions.values_list("content_type__app_label", "codename"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", roles.ROLES)
def test_role_has_exactly_its_permissions(role):
    assert granted(role) == codenames(role)


@pytest.mark.django_db
def test_every_named_model_exists():
    assert {label for grants in PERMISSIONS.values() for label in grants} == {
        apps.get_model(label)._meta.label_lower for grants in PERMISSIONS.values() for label in grants
    }


@pytest.mark.django_db
def test_grant_roles_again_restores_the_permissions():
    Group.objects.get(name=roles.WRITER).permissions.clear()
    Group.objects.get(name=roles.ANALYST).delete()

    grant_roles(apps)
    grant_roles(apps)

    assert [granted(role) for role in roles.ROLES] == [codenames(role) for role in roles.ROLES]


@pytest.mark.django_db
def test_no_role_but_the_sponsor_manager_sees_agreements():
    assert [role for role in roles.ROLES if "sponsors.agreement" in PERMISSIONS[role]] == [roles.SPONSOR_MANAGER]


@pytest.mark.django_db
def test_sponsor_manager_sees_no_content():
    apps_seen = {label.partition(".")[0] for label in PERMISSIONS[roles.SPONSOR_MANAGER]}

    assert apps_seen == {"sponsors", "hub"}


@pytest.mark.django_db
def test_migration_can_be_reversed_and_repeated():
    migration = import_module("hub.migrations.0002_roles")
    state = MigrationLoader(connection).project_state(("hub", "0002_roles"))

    editor = connection.schema_editor()

    migration.remove_roles(state.apps, editor)
    assert not Group.objects.filter(name__in=roles.ROLES).exists()

    migration.make_roles(state.apps, editor)
    assert granted(roles.PUBLISHER) == codenames(roles.PUBLISHER)
