import pytest
from django.utils import timezone

from hub.models import Learner
from quizzes.follow_up_mails import send_due
from quizzes.models import Phase
from tests.factories import make_agreement, make_attempt, make_published_quiz, make_published_survey, support_article
from tests.follow_ups import answered, make_linked_learner, make_request
from tests.taking import new_client, open_form, quiz_url, result_url

pytestmark = pytest.mark.django_db
TAKEN_AWAY = ["/me/", "/me/record.json", "/me/record.csv", "/quizzes/nothing/pre/", "/surveys/nothing/"]
"""The own record, and pages that are not there."""


@pytest.fixture
def quiz(hub):
    """A quiz of an article that is supported, in a hub that is supported too."""
    quiz = make_published_quiz()
    make_published_survey(quiz.article)
    make_agreement(scope="hub", hub=hub)
    support_article(quiz.article, make_agreement())
    assert "Sample Pharma" in new_client().get("/").content.decode()
    return quiz


def test_no_page_of_a_learner_names_a_funder(quiz):
    device = new_client()
    survey_url = f"/surveys/{quiz.article.slug}/"
    learner = Learner.objects.create()
    form = open_form(device, quiz_url(quiz))
    device.cookies["lid"] = str(learner.pk)
    pre, post = (make_attempt(quiz, phase, [0], learner) for phase in (Phase.PRE, Phase.POST))
    other = new_client()

    pages = [
        other.get(quiz_url(quiz)),
        other.get(quiz_url(quiz, "post")),
        other.post(quiz_url(quiz), form.hidden),
        device.get(result_url(pre)),
        device.get(result_url(post)),
        device.get(survey_url),
        device.post(survey_url, open_form(device, survey_url).sent(s1="1")),
        device.get(survey_url),
        other.get("/suggest/"),
        other.get("/contribute/"),
        *(device.get(address) for address in TAKEN_AWAY),
    ]

    assert [page.status_code for page in pages] == [
        200,
        200,
        403,
        200,
        200,
        200,
        303,
        200,
        200,
        200,
        200,
        200,
        200,
        404,
        404,
    ]
    for page in pages:
        assert "Sample Pharma" not in page.getvalue().decode()
        assert "data-banner" not in page.getvalue().decode()


def test_mail_that_invites_to_answer_again_names_no_funder(quiz, dan, mailoutbox):
    answered(quiz, make_linked_learner(dan), days_ago=50, choices=[0])
    make_request(quiz, dan)

    send_due(now=timezone.now())

    (mail,) = mailoutbox
    said = [mail.subject, mail.body, *(text for text, _kind in mail.alternatives)]
    assert [text for text in said if "Sample Pharma" in text] == []
