from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from hub import learners
from hub.learners import Visitor, visitor
from hub.models import Learner, LearnerLink, account_mac

DEVICE = UUID("6f1c1d52-7b8e-4c55-9a57-1f1f0d6a0001")


def request_of(user=None, cookie: str | None = None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    if cookie is not None:
        request.COOKIES["lid"] = cookie
    return request


def link(user, learner: Learner) -> LearnerLink:
    return LearnerLink.objects.create(account_mac=account_mac(user.pk), learner=learner)


def test_visitor_without_cookie_gets_a_new_uuid_and_owns_nothing():
    first, second = visitor(request_of()), visitor(request_of())

    assert first == Visitor(learner_id=first.learner_id, own_ids=())
    assert first.learner_id.version == 4
    assert first.learner_id != second.learner_id


@pytest.mark.parametrize("cookie", ["", "x", "6f1c1d52", "6f1c1d52-7b8e-4c55-9a57-1f1f0d6a000g", "é"])
def test_visitor_with_a_broken_cookie_is_new(cookie):
    assert visitor(request_of(cookie=cookie)).own_ids == ()


def test_visitor_with_cookie_is_its_learner():
    assert visitor(request_of(cookie=str(DEVICE))) == Visitor(learner_id=DEVICE, own_ids=(DEVICE,))


def test_account_without_link_takes_the_learner_of_its_device(dan):
    found = visitor(request_of(dan, str(DEVICE)))

    assert found == Visitor(DEVICE, (DEVICE,), account=account_mac(dan.pk))
    assert not LearnerLink.objects.exists()


def test_account_with_link_is_its_learner_whatever_the_device_says(dan, django_assert_num_queries):
    learner = Learner.objects.create()
    link(dan, learner)

    with django_assert_num_queries(1 + 1):  # the link, and the roles that make staff
        found = visitor(request_of(dan, str(DEVICE)))

    assert found == Visitor(learner.pk, (learner.pk,), account=account_mac(dan.pk))


def test_account_owns_what_stayed_with_merged_learners(dan):
    learner = Learner.objects.create()
    link(dan, learner)
    merged = {Learner.objects.create(merged_into=learner).pk for _ in range(2)}

    found = visitor(request_of(dan))

    assert (found.learner_id, found.own_ids[0], set(found.own_ids[1:])) == (learner.pk, learner.pk, merged)


def test_account_without_link_leaves_the_learner_of_another_account_alone(dan, ada):
    learner = Learner.objects.create()
    link(ada, learner)

    found = visitor(request_of(dan, str(learner.pk)))

    assert found.own_ids == ()
    assert found.learner_id != learner.pk


def test_visitor_knows_staff(ada, dan):
    assert visitor(request_of(ada)).is_staff
    assert not visitor(request_of(dan)).is_staff
    assert not visitor(request_of()).is_staff


def test_visitor_is_kept_from_the_learner_of_another_account_only(dan, ada):
    learner = Learner.objects.create()
    link(ada, learner)

    assert visitor(request_of(dan)).is_kept_from(learner.pk)
    assert not visitor(request_of(ada)).is_kept_from(learner.pk)
    assert not visitor(request_of()).is_kept_from(learner.pk)
    assert not visitor(request_of(dan)).is_kept_from(uuid4())


def test_visitor_is_kept_from_learners_merged_into_another_account(dan, ada):
    learner = Learner.objects.create()
    link(ada, learner)
    merged = Learner.objects.create(merged_into=learner)

    assert visitor(request_of(dan)).is_kept_from(merged.pk)
    assert visitor(request_of(dan, str(merged.pk))).own_ids == ()
    assert not visitor(request_of(ada)).is_kept_from(merged.pk)


@pytest.mark.parametrize(("https", "name"), [(False, "lid"), (True, "__Host-lid")])
def test_learner_cookie_is_closed_to_scripts_and_other_sites(settings, https, name):
    settings.HTTPS, settings.LEARNER_COOKIE_NAME = https, name
    response = HttpResponse()

    learners.remember(response, DEVICE)

    cookie = response.cookies[name]
    assert (cookie.value, cookie["path"], cookie["samesite"]) == (str(DEVICE), "/", "Lax")
    assert (bool(cookie["httponly"]), bool(cookie["secure"]), cookie["domain"]) == (True, https, "")
    assert cookie["max-age"] == 400 * 86_400


def test_forgotten_cookie_is_deleted():
    response = HttpResponse()

    learners.forget(response)

    assert (response.cookies["lid"].value, response.cookies["lid"]["max-age"]) == ("", 0)


@pytest.mark.django_db
def test_enrol_makes_the_row_once():
    with transaction.atomic():
        first = learners.enrol(DEVICE)
        second = learners.enrol(DEVICE)

    assert (first, second) == (second, Learner.objects.get())
    assert not first.is_simulated


@pytest.mark.django_db
def test_enrol_makes_the_row_anew_where_it_is_erased_meanwhile(monkeypatch):
    """On PostgreSQL an erasure may hold the row when it is found and have deleted it when its lock is given."""
    lock, row = learners._locked, Learner.objects.create(pk=DEVICE, country="CH")

    def erased_first(learner_id):
        monkeypatch.setattr(learners, "_locked", lock)
        row.delete()
        return lock(learner_id)

    monkeypatch.setattr(learners, "_locked", erased_first)
    with transaction.atomic():
        found = learners.enrol(DEVICE)

    assert (found.pk, found.country, Learner.objects.count()) == (DEVICE, "", 1)


@pytest.mark.django_db
def test_enrol_follows_a_merged_learner():
    kept = Learner.objects.create()
    Learner.objects.create(pk=DEVICE, merged_into=kept)

    with transaction.atomic():
        assert learners.enrol(DEVICE) == kept


@pytest.mark.django_db
def test_enrol_links_the_first_learner_of_an_account():
    with transaction.atomic():
        first = learners.enrol(DEVICE, account="a" * 64)
        again = learners.enrol(DEVICE, account="a" * 64)

    assert first == again
    assert list(LearnerLink.objects.values_list("account_mac", "learner")) == [("a" * 64, DEVICE)]


@pytest.mark.django_db
def test_enrol_gives_further_learners_to_the_account():
    with transaction.atomic():
        learners.enrol(DEVICE, account="a" * 64)
        further = learners.enrol(uuid4(), account="a" * 64)

    assert further.pk == DEVICE
    assert Learner.objects.filter(merged_into=DEVICE).count() == 1


@pytest.mark.django_db
def test_enrol_leaves_the_learner_of_another_account_alone():
    with transaction.atomic():
        learners.enrol(DEVICE, account="a" * 64)
        learners.enrol(uuid4(), account="b" * 64)
        found = learners.enrol(DEVICE, account="b" * 64)

    assert (found.pk, found.merged_into, found.link.account_mac) == (DEVICE, None, "a" * 64)
