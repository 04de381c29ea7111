"""Who may open the staff pages, and what an account without the right gets."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Contributor
from hub.models import AuditEvent
from hub.roles import ANALYST, PUBLISHER, REVIEWER, ROLES, SPONSOR_MANAGER, WRITER, readable_reports
from quizzes.models import Quiz
from tests.answered import make_sixty_pairs
from tests.factories import (
    make_article,
    make_person,
    make_published_quiz,
    make_published_survey,
    make_staff,
    make_user,
)


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))
    make_published_survey(quiz.article)
    return quiz


def pages_of(quiz):
    return [
        reverse("staff:quiz_report", args=[quiz.pk]),
        reverse("staff:quiz_csv", args=[quiz.pk]),
        reverse("staff:survey_report", args=[quiz.article.survey.pk]),
        reverse("staff:survey_csv", args=[quiz.article.survey.pk]),
    ]


def statuses(client, user, paths):
    client.force_login(user)
    return [client.get(path).status_code for path in paths]


@pytest.mark.parametrize("role", [WRITER, REVIEWER, PUBLISHER, ANALYST, SPONSOR_MANAGER, None])
@pytest.mark.parametrize("is_contributor", [True, False])
def test_reports_open_by_role_and_contribution(client, quiz, role, is_contributor):
    user = make_staff("someone", role) if role else make_user("someone")
    Contributor.objects.create(article=quiz.article, person=make_person(user=make_user("another")))
    if is_contributor:
        Contributor.objects.create(article=quiz.article, person=make_person(user=user))

    may_read = role in {PUBLISHER, ANALYST} or (role in {WRITER, REVIEWER} and is_contributor)
    assert statuses(client, user, pages_of(quiz)) == [200 if may_read else 403] * 4
    may_list = role not in {SPONSOR_MANAGER, None}
    assert statuses(client, user, [reverse("staff:reports"), reverse("staff:desk")]) == [
        200 if may_list else 403,
        200 if role else 403,
    ]
    assert AuditEvent.objects.count() == (2 if may_read else 0)


def test_contribution_without_a_role_or_to_another_article_opens_nothing(client, quiz, ada):
    Contributor.objects.create(article=make_article(quiz.article.hub), person=make_person(user=ada))

    assert statuses(client, ada, pages_of(quiz)) == [403] * 4
    assert "Anti-CD38" not in client.get(reverse("staff:reports")).content.decode()


def test_inactive_or_anonymous_visitor_is_sent_to_the_log_in(client, quiz, ben):
    paths = [reverse("staff:desk"), reverse("staff:reports"), *pages_of(quiz)]
    login = [f"{reverse('account_login')}?next={path}" for path in paths]
    assert [client.get(path).url for path in paths] == login

    client.force_login(ben)
    ben.is_active = False
    ben.save()

    assert [client.get(path).url for path in paths] == login


def test_inactive_account_reads_nothing(quiz, ben):
    ben.is_active = False

    with pytest.raises(PermissionDenied):
        readable_reports(ben, Quiz.objects.all())


@pytest.mark.parametrize("name", ["quiz_report", "quiz_csv", "survey_report", "survey_csv"])
@pytest.mark.parametrize("pk", [0, 10**30])
def test_unknown_report_is_not_found(client, hub, ben, name, pk):
    client.force_login(ben)
    assert client.get(reverse(f"staff:{name}", args=[pk])).status_code == 404


def test_desk_says_what_an_account_may_do(client, hub, ben, ada, sue):
    texts = {}
    for user in (ben, ada, sue):
        client.force_login(user)
        texts[user.name] = client.get(reverse("staff:desk")).content.decode()

    assert "Ben, your role: analyst." in texts["Ben"]
    assert ("for every article" in texts["Ben"], "that name you" in texts["Ada"]) == (True, True)
    assert "Quiz and survey reports" not in texts["Sue"]
    assert set(ROLES) == {WRITER, REVIEWER, PUBLISHER, ANALYST, SPONSOR_MANAGER}


def test_staff_pages_are_private_and_free_of_inline_style(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)

    for path in [reverse("staff:desk"), reverse("staff:reports"), *pages_of(quiz)]:
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store"
    page = client.get(pages_of(quiz)[0]).content.decode()
    assert ("style=" not in page, "<style" not in page, "<script" not in page) == (True, True, True)
