"""Survey, thanks, commitment, follow-up and stop pages in a browser: accessible by rule, and no wider than the window."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hub.models import Learner, LearnerLink, account_mac
from quizzes.follow_up import Purpose, link_token
from quizzes.models import FollowUpRequest, Phase
from surveys.models import Commitment, CommitmentReview, Statement
from tests.factories import make_attempt, make_published_quiz, make_published_survey, make_user

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="not run: axe is not installed")


@pytest.fixture
def quiz(transactional_db):
    quiz = make_published_quiz(questions=2)
    make_published_survey(quiz.article)
    Statement.objects.filter(text="I learned something").update(opens_commitment=True)
    return quiz


@pytest.fixture
def asked(quiz):
    """Dan answered fifty days ago and asked for the mail."""
    dan = make_user("dan")
    learner = Learner.objects.create()
    LearnerLink.objects.create(account_mac=account_mac(dan.pk), learner=learner)
    now = timezone.now()
    make_attempt(quiz, Phase.PRE, [0, 0], learner, submitted_at=now - timedelta(days=50, hours=1))
    make_attempt(quiz, Phase.POST, [2, 0], learner, submitted_at=now - timedelta(days=50))
    return FollowUpRequest.objects.create(user=dan, quiz=quiz, wording="w", wording_hash="h", asked_on=now.date())


def send(page):
    """Send the first form, and wait until what comes in its place stands there: a part of the page, or another page."""
    page.locator("main form").first.evaluate("(form) => form.setAttribute('data-sent', '')")
    page.locator("main form .button").first.click()
    expect(page.locator("[data-sent]")).to_have_count(0)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible(page, live_server, quiz, asked, troubles, tmp_path, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found = {}

    def look(name):
        faults = [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe.Axe().run(page).response["violations"]]
        troubles.clear()  # axe itself injects a style
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = [*faults, *(["scrolls sideways"] if overflow > 0 else [])]
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)

    page.goto(f"{live_server.url}/surveys/{quiz.article.slug}/")
    look("survey")
    page.locator("input[name=s2][value='5']").check()
    page.locator("[name=comment]").fill("The second table is hard to read on a telephone.")
    send(page)
    look("commitment")
    send(page)
    troubles.clear()  # the answer 422
    look("commitment-refused")
    page.locator("[name=change]").fill("Ask about neuropathy before each cycle.")
    send(page)
    page.get_by_text("Your view and your change are stored").wait_for()
    look("thanks")
    mine = Commitment.objects.get()
    Commitment.objects.filter(pk=mine.pk).update(response=_response_of(asked, mine))

    page.goto(f"{live_server.url}/mail/follow-up/{link_token(asked, Purpose.ANSWER)}/")
    look("follow-up")
    page.get_by_label("Partly").check()
    for name in ("q1", "q2"):
        page.locator(f"input[name={name}]").nth(2).check()
    send(page)
    page.get_by_text("Weeks later you answered").wait_for()
    look("result")
    stop = f"{live_server.url}/mail/stop/{link_token(asked, Purpose.STOP)}/"
    for name in ("stop", "stopped", "stopped-all"):
        page.goto(stop) if name == "stop" else send(page)
        look(name)

    assert [name for name, faults in found.items() if faults] == [], found
    assert CommitmentReview.objects.get().outcome == "partly"


def _response_of(asked, commitment):
    """Dan's own response with the same survey: the commitment was written on a device that nobody is signed in on."""
    response = commitment.response
    return response.survey.responses.create(
        learner=LearnerLink.objects.get(account_mac=account_mac(asked.user_id)).learner,
        article_version=response.article_version,
        nonce="dan",
        is_uniform=False,
        submitted_at=response.submitted_at,
        submitted_on=response.submitted_on,
        language="en",
    )
