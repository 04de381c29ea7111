"""Signing in and up: limits, redirects, mails, and what a form may not set."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from hub import sign_in as sign_in_module
from hub.models import User
from tests.accounts import LOGIN, SIGNUP, make_member, sign_in, sign_out
from tests.factories import PASSWORD, make_hub

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^    (\S+)$", re.MULTILINE)
REQUEST_CODE, CONFIRM_CODE = "/accounts/login/code/", "/accounts/login/code/confirm/"
FOREIGN = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "https:evil.example", "https:/evil.example", "https://evil.example", "http:///evil.example", "HTTPS://evil.example",
    "https://testserver@evil.example", "https://evil.example/testserver", "https://testserver.evil.example",
    "//testserver@evil.example", "//evil.example\\@testserver", "ftp://testserver/x", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "/\t/evil.example", "\t//evil.example", " //evil.example",
    "\n//evil.example", "//evil%2eexample", "//%65vil.example", "http://127.0.0.1.evil.example", "//[::1]/",
    "//2130706433/", "https://localhost/", "https://other.localhost/", "http://testserver:8000/", "///", "//",
    "https://evil.example#testserver", "https://evil.example?testserver", "\u2028//evil.example",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def cara(hub):
    return make_member("cara")


def code_in(mail) -> str:
    return CODE.search(mail.body)[1]


# Ways in


def test_password_signs_in(cara):
    client = Client()

    response = sign_in(client, cara, next="/about/")

    assert (response.status_code, response.headers["Location"]) == (302, "/about/")
    assert client.session["_auth_user_id"] == str(cara.pk)


def test_mailed_code_signs_in(cara, mailoutbox):
    client = Client()
    client.post(REQUEST_CODE, {"email": "CARA@example.org"})

    response = client.post(CONFIRM_CODE, {"code": code_in(mailoutbox[0])})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cara.pk)


def test_sign_up_confirms_the_address_by_code(hub, mailoutbox):
    client = Client()
    client.post(SIGNUP, {"email": "New@Example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert "_auth_user_id" not in client.session

    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})

    user = User.objects.get()
    assert (user.email, client.session["_auth_user_id"]) == ("new@example.org", str(user.pk))
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == ("new@example.org", True, True)


def test_forgotten_password_is_replaced_by_code(cara, mailoutbox):
    client = Client()
    client.post("/accounts/password/reset/", {"email": cara.email})

    page = client.post("/accounts/password/reset/confirm/", {"code": code_in(mailoutbox[0])})
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    client.post(page.headers["Location"], new)

    cara.refresh_from_db()
    assert cara.check_password("another horse battery")
    assert [mail.subject for mail in mailoutbox] == [
        "[ex Hub] Your code for a new password",
        "[ex Hub] Your password was changed",
    ]


def test_sign_out_needs_a_post(cara):
    client = Client()
    sign_in(client, cara)

    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    sign_out(client)
    assert "_auth_user_id" not in client.session


def test_forms_set_nothing_but_their_fields(hub):
    sent = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    extra = {
        "is_staff": "1",
        "is_superuser": "1",
        "is_active": "0",
        "groups": "1",
        "pk": "7",
        "name": "X",
        "score": "9",
    }

    Client().post(SIGNUP, sent | extra)

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active, user.name) == (False, False, True, "")
    assert not user.groups.exists()
    assert user.pk != 7


# Redirects


@pytest.mark.parametrize("target", FOREIGN)
def test_next_never_leaves_the_host(cara, target):
    for path in (LOGIN, "/accounts/logout/"):
        client = Client()
        responses = [client.post(f"{path}", {"login": cara.email, "password": PASSWORD, "next": target})]
        responses.append(client.get(path, {"next": target}))
        places = [response.headers.get("Location", LOGIN) for response in responses]
        assert set(places) <= {LOGIN, "/accounts/email/"}


def test_next_stays_on_the_host_for_mailed_codes(cara, mailoutbox):
    client = Client()
    client.post(f"{REQUEST_CODE}?next=//evil.example", {"email": cara.email, "next": "//evil.example"})

    response = client.post(CONFIRM_CODE, {"code": code_in(mailoutbox[0]), "next": "//evil.example"})

    assert response.headers["Location"] == "/accounts/email/"


# Limits


def fail(client, email: str, times: int = 1, address: str = "192.0.2.1"):
    for _ in range(times):
        response = client.post(LOGIN, {"login": email, "password": "wrong"}, REMOTE_ADDR=address)
    return response


def test_ten_failures_close_a_name_whatever_the_address(cara):
    for number in range(10):
        assert fail(Client(), "Cara@example.org ", address=f"192.0.2.{number}").status_code == 200

    response = Client().post(LOGIN, {"login": cara.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.99")

    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
    assert b"no more tries are taken for 15 minutes" in response.content
    assert b"Cache-Control" not in response.content
    assert response.headers["Cache-Control"] == "private, no-store"


def test_ten_failures_close_an_address_whatever_the_name(cara):
    for number in range(10):
        assert fail(Client(), f"name-{number}@example.org").status_code == 200

    response = Client().post(LOGIN, {"login": cara.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.1")

    assert response.status_code == 429
    assert sign_in(Client(), cara).status_code == 302  # from another address


def test_port_in_the_host_header_makes_no_new_name(cara):
    for number in range(10):
        data = {"login": cara.email, "password": "wrong"}
        Client().post(LOGIN, data, HTTP_HOST=f"testserver:{8000 + number}", REMOTE_ADDR=f"192.0.2.{number}")

    assert sign_in(Client(), cara).status_code == 429


def test_log_ins_that_succeed_are_not_counted(cara):
    fail(Client(), cara.email, times=9, address="127.0.0.1")
    for _ in range(3):
        assert sign_in(Client(), cara).status_code == 302

    assert fail(Client(), cara.email, address="127.0.0.1").status_code == 200
    assert fail(Client(), cara.email, address="127.0.0.1").status_code == 429


@pytest.mark.parametrize(
    ("path", "seen"), [(REQUEST_CODE, "email"), ("/accounts/password/reset/", "email")], ids=["code", "reset"]
)
def test_mails_asked_for_are_limited(cara, mailoutbox, path, seen):
    statuses = [Client().post(path, {seen: cara.email}).status_code for _ in range(6)]

    assert (statuses[-1], len(mailoutbox)) == (429, statuses.count(302))


# Mails


def test_mails_name_the_hub_and_take_no_address_from_the_request(mailoutbox):
    make_hub(name="O'Brien & Sons Hub", short_name="O'B Hub", domain="hub.example.org")
    make_member("cara")
    for path in ("/accounts/signup/", "/accounts/password/reset/"):
        data = {"email": "cara@example.org", "password1": PASSWORD, "password2": PASSWORD}
        Client().post(path, data, HTTP_HOST="localhost:6666", HTTP_X_FORWARDED_HOST="evil.example")
        Client().post(path, data | {"email": "nobody@example.org"}, HTTP_HOST="localhost:6666")

    assert len(mailoutbox) == 4
    for mail in mailoutbox:
        assert mail.subject.startswith("[O'B Hub] ")
        assert "O'Brien & Sons Hub\nhttp://hub.example.org/" in mail.body
        assert not re.search(r"localhost|evil|6666|testserver", mail.subject + mail.body)


def test_hub_without_a_domain_uses_the_address_of_the_settings(settings, cara, mailoutbox):
    settings.BASE_URL = "https://base.example.org"

    Client().post(SIGNUP, {"email": cara.email, "password1": PASSWORD, "password2": PASSWORD})

    assert "https://base.example.org/accounts/password/reset/" in mailoutbox[0].body


def test_changes_of_an_account_are_told_by_mail(cara, mailoutbox):
    client = Client()
    sign_in(client, cara)
    new = {"oldpassword": PASSWORD, "password1": "another horse battery", "password2": "another horse battery"}

    client.post("/accounts/password/change/", new, HTTP_USER_AGENT="Example Browser")

    [mail] = mailoutbox
    assert mail.subject == "[ex Hub] Your password was changed"
    assert "The password of your account was changed.\n\nWhen: " in mail.body
    assert "From the address: 127.0.0.1\nWith: Example Browser\n" in mail.body
    assert "http://127.0.0.1:8000/accounts/password/reset/" in mail.body


def test_foreign_host_is_refused(hub):
    assert Client().get(LOGIN, HTTP_HOST="evil.example").status_code == 400


# Staff


def test_admin_leads_to_the_log_in_and_back(ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client = Client()
    first = client.get("/admin/articles/article/", follow=True)
    assert first.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2Farticles%2Farticle%2F"

    response = sign_in(client, ada, next="/admin/articles/article/")

    assert response.headers["Location"] == "/admin/articles/article/"
    assert client.get("/admin/articles/article/").status_code == 200


def test_admin_tells_an_account_without_staff_rights(dan, client):
    client.force_login(dan)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert b"You are signed in as dan@example.org, an account without staff rights." in response.content


def add_factor(user):
    TOTP.activate(user, generate_totp_secret())


def test_second_factor_is_asked_for_at_the_log_in(cara):
    add_factor(cara)
    client = Client()

    response = sign_in(client, cara)

    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_desk_asks_staff_for_a_second_factor_until_they_have_one(ada, client):
    client.force_login(ada)
    assert b"protected by its password alone" in client.get("/admin/").content

    add_factor(ada)

    assert b"protected by its password alone" not in client.get("/admin/").content


def test_required_second_factor_closes_staff_pages(settings, hub, ada, dan, client):
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(ada)
    refused = [client.get(path) for path in ("/admin/", "/admin/articles/article/", "/staff/", "/staff/reports/")]
    assert {response.status_code for response in refused} == {403}
    assert all(b"A second factor is needed" in response.content for response in refused)
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200

    add_factor(ada)
    client.force_login(ada)

    assert client.get("/admin/").status_code == 200


def test_required_second_factor_leaves_learners_alone(settings, hub, dan, client):
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(dan)

    assert client.get("/staff/").status_code == 403
    assert not sign_in_module.lacks_second_factor(dan)
