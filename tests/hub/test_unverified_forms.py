"""A form that failed the CSRF check and is not handed back filled in says what happened and where to send it again."""

import re

import pytest

from hub.models import Learner
from quizzes.models import Phase
from tests.accounts import LOGIN, SIGNUP
from tests.answered import KEY
from tests.factories import make_attempt, make_published_quiz
from tests.mine import device_of
from tests.taking import new_client, result_url

pytestmark = pytest.mark.django_db


def leads_to(response) -> str:
    return re.search(r'<a class="button" href="([^"]*)">Open the page again</a>', response.content.decode())[1]


@pytest.mark.parametrize("path", [LOGIN, SIGNUP, "/accounts/password/reset/", "/me/erase/"])
def test_refusal_speaks_of_the_form_and_leads_back_to_its_page(hub, path):
    response = new_client().post(path, {}, headers={"Referer": f"http://testserver{path}?next=/me/"})

    assert response.status_code == 403
    assert "<h1>This form was not accepted</h1>" in response.content.decode()
    assert "permission" not in response.content.decode()
    assert leads_to(response) == f"http://testserver{path}?next=/me/"


@pytest.mark.parametrize(
    "referer",
    ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "http://testserver.evil.example/"],
)
def test_refusal_leads_nowhere_else(hub, referer):
    assert leads_to(new_client().post(LOGIN, {}, headers={"Referer": referer})) == "/"


def test_what_a_learner_told_comes_back(hub):
    attempt = make_attempt(make_published_quiz(), Phase.POST, [KEY])
    path = f"{result_url(attempt)}profile/"
    told = {"profession": "nurse", "country": "CH"}

    refused = device_of(attempt.learner).post(path, told)
    wrong = device_of(attempt.learner).post(path, told | {"profession": "king"})

    html = refused.content.decode()
    assert [answer.status_code for answer in (refused, wrong)] == [403, 403]
    assert "Your browser did not confirm this form" in html
    assert all(f'<option value="{value}" selected>' in html for value in told.values())
    assert Learner.objects.get().profession == ""
