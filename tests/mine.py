"""A learner with everything a person may have stored: answers, a survey, a note, a profile, an account."""

from allauth.account.models import EmailAddress
from django.test import Client

from articles.models import Article, ReaderNote
from hub.models import Learner, LearnerLink, User, account_mac
from tests.factories import NOW, PASSWORD
from tests.taking import new_client


def device_of(learner: Learner) -> Client:
    """A browser that holds the learner's cookie and passes the CSRF check only with a token."""
    client = new_client()
    client.cookies["lid"] = str(learner.pk)
    return client


def link(account: User, learner: Learner) -> None:
    LearnerLink.objects.create(account_mac=account_mac(account.pk), learner=learner)


def signed_in(account: User) -> Client:
    """A browser that has just signed in at the form, as allauth records it."""
    EmailAddress.objects.get_or_create(user=account, email=account.email, defaults={"verified": True, "primary": True})
    client = Client()
    response = client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()
    return client


def make_note(learner: Learner, article: Article, text: str = "Ask about dosing.", **fields) -> ReaderNote:
    return ReaderNote.objects.create(
        **{"learner": learner, "article": article, "text": text, "updated_at": NOW} | fields
    )
