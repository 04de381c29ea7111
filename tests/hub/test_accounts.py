"""What the audit log holds about accounts that work for a hub."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.management import call_command

from hub import audit, roles
from hub.models import AuditEvent, User
from tests.accounts import make_member, sign_in
from tests.desk import Desk
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(db):
    return make_user("root", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, root):
    return Desk(client, root)


def events() -> list[tuple]:
    return [
        (event.verb, event.subject, json.loads(event.detail), event.actor and event.actor.name)
        for event in AuditEvent.objects.order_by("pk")
    ]


def group(name: str) -> Group:
    return Group.objects.get(name=name)


NONE = {"is_active": True, "is_staff": False, "is_superuser": False, "roles": [], "permissions": []}


def test_new_staff_account_is_recorded(desk):
    desk.save(
        "hub.user", email="new@example.org", name="New", password1=PASSWORD, password2=PASSWORD, is_staff="on",
        usable_password="true", groups=[group(roles.WRITER).pk],
    )  # fmt: skip

    account = User.objects.get(email="new@example.org")
    expected = NONE | {"is_staff": True, "roles": ["writer"]}
    assert events() == [("create account", f"account {account.pk}", expected, "Root")]


def test_new_account_of_a_reader_is_not(desk):
    desk.save(
        "hub.user", email="new@example.org", name="New", password1=PASSWORD, password2=PASSWORD, usable_password="true"
    )

    assert events() == []


def test_change_of_roles_and_marks_is_recorded_before_and_after(desk, ada):
    desk.save("hub.user", ada.pk, groups=[group(roles.PUBLISHER).pk], is_active=[])

    changed = {"is_active": [True, False], "roles": [["writer"], ["publisher"]]}
    detail = {"changed": changed, "is_password_set": False}
    assert events() == [("change account", f"account {ada.pk}", detail, "Root")]


def test_change_of_a_name_leaves_no_event(desk, ada):
    desk.save("hub.user", ada.pk, name="Ada L.")

    assert (User.objects.get(pk=ada.pk).name, events()) == ("Ada L.", [])


def test_password_set_by_an_administrator_is_recorded(desk, ada, client):
    sent = {"password1": f"{PASSWORD} 2", "password2": f"{PASSWORD} 2", "usable_password": "true"}
    client.post(f"/admin/hub/user/{ada.pk}/password/", sent)

    detail = {"changed": {}, "is_password_set": True}
    assert events() == [("change account", f"account {ada.pk}", detail, "Root")]
    assert "md5" not in AuditEvent.objects.get().detail


def test_refused_password_leaves_no_event(desk, ada, client):
    client.post(f"/admin/hub/user/{ada.pk}/password/", {"password1": "a", "password2": "b", "usable_password": "true"})

    assert events() == []


def test_deletion_is_recorded_one_by_one_and_in_the_list(desk, ada, paul, dan, client):
    client.post(f"/admin/hub/user/{ada.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [paul.pk, dan.pk], "post": "yes"}
    client.post("/admin/hub/user/", chosen)

    powers = NONE | {"is_staff": True}
    assert not User.objects.filter(pk__in=[ada.pk, paul.pk, dan.pk]).exists()
    assert events() == [
        ("delete account", f"account {ada.pk}", powers | {"roles": ["writer"]}, "Root"),
        ("delete account", f"account {paul.pk}", powers | {"roles": ["publisher"]}, "Root"),
    ]


def test_account_that_the_log_names_stays(desk, ada, client):
    audit.record(actor=ada, verb="take down", subject="article a")

    client.post(f"/admin/hub/user/{ada.pk}/delete/", {"post": "yes"})

    assert User.objects.filter(pk=ada.pk).exists()


def test_commands_of_django_leave_their_trace(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="chief@example.org", interactive=False, verbosity=0)
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"{PASSWORD} 2")
    call_command("changepassword", "chief@example.org")

    chief = User.objects.get()
    powers = NONE | {"is_staff": True, "is_superuser": True}
    assert events() == [
        ("create account", f"account {chief.pk}", powers, None),
        ("change account", f"account {chief.pk}", {"changed": {}, "is_password_set": True}, None),
    ]


def staff_member(name: str) -> User:
    account = make_member(name, is_staff=True)
    account.groups.add(group(roles.WRITER))
    return account


def test_log_in_of_staff_is_recorded(client):
    eva = staff_member("eva")

    sign_in(client, eva)

    detail = {"first_factor": "password", "second_factor": ""}
    assert events() == [("log in", f"account {eva.pk}", detail, "Eva")]


def test_log_in_says_which_second_factor(client):
    eva, secret = staff_member("eva"), generate_totp_secret()
    TOTP.activate(eva, secret)
    wrong = client.post("/accounts/login/", {"login": eva.email, "password": "not this one"})

    sign_in(client, eva)
    before = events()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert (wrong.status_code, before) == (200, [])
    detail = {"first_factor": "password", "second_factor": Authenticator.Type.TOTP}
    assert events() == [("log in", f"account {eva.pk}", detail, "Eva")]


def test_failed_log_in_and_log_in_of_a_reader_leave_no_event(client):
    eva, reader = staff_member("eva"), make_member("reader")
    client.post("/accounts/login/", {"login": eva.email, "password": "not this one"})

    answer = sign_in(client, reader)

    assert (answer.status_code, events()) == (302, [])
