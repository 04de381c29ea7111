"""Signing in and out as a browser without JavaScript does."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.test import Client

from hub.models import Learner, LearnerLink, User, account_mac
from tests.factories import PASSWORD, make_user

DEVICE = UUID("6f1c1d52-7b8e-4c55-9a57-1f1f0d6a0001")
"""A learner known to no account yet."""
LOGIN, LOGOUT, SIGNUP = "/accounts/login/", "/accounts/logout/", "/accounts/signup/"


def make_member(name: str, **fields) -> User:
    """An account whose e-mail address is verified: it can sign in by password."""
    user = make_user(name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, user: User, **sent):
    """The response to the log-in form."""
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD} | sent)


def sign_out(client: Client):
    return client.post(LOGOUT)


def link(user: User, **fields) -> Learner:
    """A new learner of this account."""
    learner = Learner.objects.create(**fields)
    LearnerLink.objects.create(account_mac=account_mac(user.pk), learner=learner)
    return learner


def device_of(learner_id: UUID | str = DEVICE) -> Client:
    """A browser whose cookie names this learner."""
    client = Client()
    client.cookies["lid"] = str(learner_id)
    return client


def linked_to(user: User) -> UUID | None:
    """The learner of an account."""
    return LearnerLink.objects.filter(account_mac=account_mac(user.pk)).values_list("learner", flat=True).first()
