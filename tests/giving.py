"""Suggestions and contributions for tests, and their forms as a browser without JavaScript sends them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count

from articles.models import Suggestion
from articles.suggestion_actions import submit_suggestion
from hub import form_keys
from hub.form_keys import Purpose
from hub.models import Hub
from sponsors.contributions.actions import Pledge, pledge
from sponsors.models import Contribution
from tests.factories import NOW
from tests.taking import FormPage, open_form

_number = count(1)


def make_suggestion(hub: Hub, text: str = "Write about CAR-T sequencing.", now=NOW, **fields) -> Suggestion:
    return submit_suggestion(hub=hub, text=text, nonce=f"nonce-{next(_number)}", now=now, **fields)


def make_contribution(hub: Hub, now=NOW, suggestion=None, **fields) -> Contribution:
    given = {
        "name": "Grace Giver",
        "email": "grace@example.org",
        "shows_name": False,
        "amount": Decimal("25.00"),
        "currency": "EUR",
        "gift": "",
    } | fields
    return pledge(hub=hub, given=Pledge(**given), suggestion=suggestion, nonce=f"pledge-{next(_number)}", now=now)


def written(client, url: str, seconds: int = 60, **entered) -> dict[str, str]:
    """What a POST of the form sends, opened that many seconds ago."""
    page: FormPage = open_form(client, url)
    purpose = Purpose.SUGGESTION if url == "/suggest/" else Purpose.CONTRIBUTION
    key = form_keys.read(page.hidden["submission_key"], purpose)
    earlier = replace(key, opened_at=key.opened_at - timedelta(seconds=seconds)).signed()
    return page.hidden | {"submission_key": earlier} | entered
