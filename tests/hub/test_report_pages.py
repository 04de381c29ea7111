"""The staff pages of reports: who may open them, what they say, and what they cost."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Contributor
from hub.audit import first_broken_event
from hub.models import AuditEvent, Learner
from hub.roles import ANALYST, PUBLISHER, REVIEWER, ROLES, SPONSOR_MANAGER, WRITER
from quizzes.models import AttemptFlag, Phase
from surveys.models import SurveyAnswer, SurveyResponse
from tests.answered import make_answers, store_attempts
from tests.factories import (
    NOW,
    make_article,
    make_person,
    make_published_quiz,
    make_published_survey,
    make_staff,
    make_user,
)

KEY, WRONG = 2, 0


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


def make_sixty_pairs(quiz):
    make_answers(quiz, 22, [KEY], [KEY])
    make_answers(quiz, 18, [WRONG], [KEY])
    make_answers(quiz, 4, [KEY], [WRONG])
    make_answers(quiz, 16, [WRONG], [WRONG])


def respond(survey, point, n):
    for learner in Learner.objects.bulk_create([Learner() for _ in range(n)]):
        response = SurveyResponse.objects.create(
            learner=learner,
            survey=survey,
            article_version=survey.article.versions.get(),
            nonce=str(learner.pk),
            submitted_at=NOW,
            language="en",
        )
        for pin in survey.pins.all():
            SurveyAnswer.objects.create(response=response, statement_version=pin.statement_version, value=point)


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


@pytest.mark.parametrize("name", ["quiz_report", "quiz_csv", "survey_report", "survey_csv"])
@pytest.mark.parametrize("pk", [0, 10**30])
def test_unknown_report_is_not_found(client, hub, ben, name, pk):
    client.force_login(ben)
    assert client.get(reverse(f"staff:{name}", args=[pk])).status_code == 404


def test_unknown_table_is_not_found_and_not_recorded(client, quiz, ben):
    client.force_login(ben)

    assert client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": "answers"}).status_code == 404
    assert AuditEvent.objects.count() == 0


def test_quiz_report_prints_the_matched_change(client, quiz, ben):
    make_sixty_pairs(quiz)
    make_answers(quiz, 7, before=[KEY])
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    sentence = (
        "Correct answers rose from 43% (95% CI 32 to 56) to 67% (54 to 77) among 60 learners who answered both times: "
        "+23 points (95% CI +8 to +37)."
    )
    # As headline, under the chart, and with the question.
    assert page.count(sentence) == 3
    assert "McNemar mid-p = 0.0026." in page
    assert "67 learners answered: 67 before reading, 60 after. 60 answered both times within 30 days" in page
    assert '<th scope="row">Answered only before reading</th><td class="number">7</td>' in page
    assert page.count('role="img"') == 2
    assert "Simulated" not in page and "simulated" not in page


def test_quiz_report_below_twenty_pairs_gives_counts_in_words(client, quiz, ben):
    make_answers(quiz, 12, [WRONG], [KEY])
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    assert (
        "12 learners answered both times: 0 of 12 correct before reading, 12 of 12 after; too few for an estimate."
        in page
    )
    assert "0/12" in page
    assert "mid-p =" not in page


def test_quiz_report_without_answers_says_so(client, quiz, ben):
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    assert "Nobody has answered this quiz yet." in page
    assert "Nobody has answered this question yet." in page
    assert 'role="img"' not in page
    assert "%" not in page.split("<main")[1].replace("Intervals are 95%", "")


def test_reports_with_simulated_learners_say_so_everywhere(client, quiz, ben):
    learners = make_answers(quiz, 2, [WRONG], [KEY], is_simulated=True)
    SurveyResponse.objects.create(
        learner=learners[0],
        survey=quiz.article.survey,
        article_version=quiz.article.versions.get(),
        nonce="n",
        submitted_at=NOW,
        language="en",
    )
    client.force_login(ben)

    assert client.get(reverse("staff:reports")).content.decode().count("Simulated learners") == 2
    for name, pk in (("quiz", quiz.pk), ("survey", quiz.article.survey.pk)):
        assert "include simulated learners" in client.get(reverse(f"staff:{name}_report", args=[pk])).content.decode()
        rows = read_csv(client.get(reverse(f"staff:{name}_csv", args=[pk])))
        assert {row["includes_simulated"] for row in rows} == {"yes"}


def test_exclusions_stand_on_the_page(client, quiz, ben):
    make_answers(quiz, 3, [WRONG], [KEY], after_at=NOW + timedelta(days=31))
    staff = make_answers(quiz, 2)
    for attempt in store_attempts(quiz, Phase.PRE, staff, [KEY]):
        AttemptFlag.objects.create(attempt=attempt, kind=AttemptFlag.Kind.STAFF, flagged_at=NOW)
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    assert '<th scope="row">Second answers more than 30 days after the first</th><td class="number">3</td>' in page
    assert '<th scope="row">Flagged: Staff</th><td class="number">2</td>' in page


def test_text_of_editors_is_escaped(client, hub, ben):
    article = make_article(hub, title="<b>Title</b>")
    quiz = make_published_quiz(article=article)
    survey = make_published_survey(article, ["<i>Clear</i>"])
    respond(survey, 4, 20)
    client.force_login(ben)

    for path in (
        reverse("staff:reports"),
        reverse("staff:quiz_report", args=[quiz.pk]),
        reverse("staff:survey_report", args=[survey.pk]),
    ):
        page = client.get(path).content.decode()
        assert "&lt;b&gt;Title" in page
        assert ("<b>Title" not in page, "<i>Clear" not in page) == (True, True)


def read_csv(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_question_csv_holds_the_numbers_and_is_recorded(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)

    response = client.get(reverse("staff:quiz_csv", args=[quiz.pk]))

    assert response["Content-Disposition"] == f'attachment; filename="quiz-{quiz.pk}-questions.csv"'
    question, whole = read_csv(response)
    known = {
        "number": "1",
        "matched_learners": "60",
        "matched_before_pct": "43.3333",
        "matched_after_pct": "66.6667",
        "right_both_times": "22",
        "right_then_wrong": "4",
        "wrong_then_right": "18",
        "wrong_both_times": "16",
        "change_points": "23.3333",
        "odds_ratio": "4.5",
        "guessing_pct": "25.0",
        "cluster_p": "",
        "includes_simulated": "no",
    }
    assert {name: question[name] for name in known} == known
    assert float(question["exact_p"]) == pytest.approx(0.00434, abs=5e-6)
    assert float(question["cohen_h"]) == pytest.approx(0.4736, abs=5e-5)
    assert (whole["number"], whole["question"], whole["change_points"]) == ("", "All questions", "23.3333")
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject) == (ben, "exported report", f"quiz-{quiz.pk}-questions")
    assert event.detail == '{"rows": 2, "title": "Anti-CD38 antibodies"}'
    assert first_broken_event() is None


@pytest.mark.parametrize(
    ("n", "shown"), [(9, {"guessing_pct"}), (19, {"guessing_pct", "all_after_pct", "all_before_pct"})]
)
def test_csv_prints_no_estimate_from_few_learners(client, quiz, ben, n, shown):
    make_answers(quiz, n, [WRONG], [KEY])
    client.force_login(ben)

    question, whole = read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk])))

    estimates = ("_pct", "_points", "_p", "_g", "_h", "change_lower", "newly_right_lower", "odds_ratio")
    assert {name for name in question if name.endswith(estimates) and question[name]} == shown
    assert {name for name in whole if name.endswith((*estimates, "_upper")) and whole[name]} == set()


def test_option_and_transition_csv(client, quiz, ben):
    make_sixty_pairs(quiz)
    client.force_login(ben)
    path = reverse("staff:quiz_csv", args=[quiz.pk])

    options = read_csv(client.get(path, {"table": "options"}))
    moves = read_csv(client.get(path, {"table": "transitions"}))

    assert [
        (row["option"], row["is_key"], row["before"], row["after"], row["under_5_pct_before"]) for row in options
    ] == [
        ("A", "no", "34", "20", "no"),
        ("B", "no", "0", "0", "yes"),
        ("C", "yes", "26", "40", "no"),
        ("D", "no", "0", "0", "yes"),
    ]
    assert len(moves) == 16
    counted = {(row["option_before"], row["option_after"]): row["learners"] for row in moves if row["learners"] != "0"}
    assert counted == {("A", "A"): "16", ("A", "C"): "18", ("C", "A"): "4", ("C", "C"): "22"}


def test_survey_report_and_csv(client, quiz, ben):
    survey = quiz.article.survey
    respond(survey, 4, 20)
    make_answers(quiz, 30, after=[KEY])
    client.force_login(ben)

    page = client.get(reverse("staff:survey_report", args=[survey.pk])).content.decode()
    rows = read_csv(client.get(reverse("staff:survey_csv", args=[survey.pk])))

    assert "20 of 50 (40%) learners who came as far as the survey answered it." in page
    assert "100% (95% CI 84 to 100) of 20 learners agreed or strongly agreed" in page
    assert page.count('role="img"') == 1
    assert [(row["statement"], row["agree"], row["top_two_pct"], row["survey_reached"]) for row in rows] == [
        ("The content was clear", "20", "100.0", "50"),
        ("I learned something", "20", "100.0", "50"),
    ]


def test_survey_report_without_responses_says_so(client, quiz, ben):
    client.force_login(ben)

    page = client.get(reverse("staff:survey_report", args=[quiz.article.survey.pk])).content.decode()

    assert "Nobody has answered this survey yet." in page
    assert page.count("Nobody has chosen a point of this statement yet.") == 2
    assert 'role="img"' not in page


def test_list_searches_by_title_and_shows_the_change(client, quiz, ben):
    make_published_quiz(article=make_article(quiz.article.hub, title="Smoldering myeloma"))
    make_sixty_pairs(quiz)
    client.force_login(ben)

    everything = client.get(reverse("staff:reports")).content.decode()
    found = client.get(reverse("staff:reports"), {"q": "cd38"}).content.decode()
    nothing = client.get(reverse("staff:reports"), {"q": "<none>"}).content.decode()

    assert ("Anti-CD38" in everything, "Smoldering" in everything) == (True, True)
    assert '<td class="number">+23<small>+8 to +37</small></td>' in everything
    assert ("Anti-CD38" in found, "Smoldering" in found) == (True, False)
    assert "No quiz has “&lt;none&gt;” in its title." in nothing


def test_list_is_paged(client, hub, ben, monkeypatch):
    monkeypatch.setattr("hub.views.reports.PER_PAGE", 1)
    for title in ("First", "Second"):
        make_published_quiz(article=make_article(hub, title=title))
    client.force_login(ben)

    newest = client.get(reverse("staff:reports")).content.decode()
    oldest = client.get(reverse("staff:reports"), {"quizzes": 2}).content.decode()

    assert ("Second" in newest, "First" in newest, "Page 1 of 2" in newest) == (True, False, True)
    assert ("Second" in oldest, "First" in oldest) == (False, True)


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


def queries_for(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_query_counts_do_not_grow(client, hub, ben):
    client.force_login(ben)
    counts = []
    for n in (1, 3):
        quiz = make_published_quiz(questions=n, article=make_article(hub))
        survey = make_published_survey(quiz.article, [f"Statement {place}" for place in range(n)])
        make_answers(quiz, 21, [WRONG] * n, [KEY] * n)
        respond(survey, 4, 2)
        counts.append(
            [
                queries_for(client, reverse("staff:quiz_report", args=[quiz.pk])),
                queries_for(client, reverse("staff:survey_report", args=[survey.pk])),
            ]
        )
    assert counts[0] == counts[1] == [14, 12]


def test_query_count_of_the_list_does_not_grow(client, hub, ben):
    client.force_login(ben)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            quiz = make_published_quiz(article=make_article(hub))
            make_published_survey(quiz.article)
            make_answers(quiz, 2, [WRONG], [KEY])
        counts.append(queries_for(client, reverse("staff:reports")))
    assert counts == [11, 11]
