"""The staff pages of reports: who may open them, what they say, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models import AttemptFlag, Phase
from tests.answered import KEY, WRONG, make_answers, make_responses, make_sixty_pairs, store_attempts
from tests.downloads import read_csv
from tests.factories import (
    NOW,
    flag,
    make_article,
    make_published_quiz,
    make_published_survey,
)


@pytest.fixture
def quiz(hub):
    quiz = make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))
    make_published_survey(quiz.article)
    return quiz


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
    make_answers(quiz, 2, [WRONG], [KEY], is_simulated=True)
    make_responses(quiz.article.survey, 4, 4, is_simulated=True)
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
        flag(attempt, AttemptFlag.Kind.STAFF)
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    assert '<th scope="row">Second answers more than 30 days after the first</th><td class="number">3</td>' in page
    assert '<th scope="row">Flagged: Staff</th><td class="number">2</td>' in page
    assert "With the flagged attempts counted: Nobody has answered the quiz both times yet." in page


def test_every_flag_is_counted_under_its_reason(client, quiz, ben):
    for attempt, kind in zip(
        store_attempts(quiz, Phase.PRE, make_answers(quiz, len(AttemptFlag.Kind)), [KEY]), AttemptFlag.Kind, strict=True
    ):
        flag(attempt, kind)
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_report", args=[quiz.pk])).content.decode()

    for kind in AttemptFlag.Kind:
        assert f'<th scope="row">Flagged: {kind.label}</th><td class="number">1</td>' in page


def test_text_of_editors_is_escaped(client, hub, ben):
    article = make_article(hub, title="<b>Title</b>")
    quiz = make_published_quiz(article=article)
    survey = make_published_survey(article, ["<i>Clear</i>"])
    make_responses(survey, 4, n=20)
    client.force_login(ben)

    for path in (
        reverse("staff:reports"),
        reverse("staff:quiz_report", args=[quiz.pk]),
        reverse("staff:survey_report", args=[survey.pk]),
    ):
        page = client.get(path).content.decode()
        assert "&lt;b&gt;Title" in page
        assert ("<b>Title" not in page, "<i>Clear" not in page) == (True, True)


def test_survey_report_and_csv(client, quiz, ben):
    survey = quiz.article.survey
    make_responses(survey, 4, 4, n=20)
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


def listed(response) -> list[str]:
    """Titles of the quizzes in the table, in its order."""
    return [entry.quiz.article.title for entry in response.context["quizzes"]]


def test_list_searches_by_title_and_shows_the_change(client, quiz, ben):
    make_published_quiz(article=make_article(quiz.article.hub, title="Smoldering myeloma"))
    make_sixty_pairs(quiz)
    client.force_login(ben)

    everything = client.get(reverse("staff:reports"))
    found = client.get(reverse("staff:reports"), {"q": "cd38"})
    nothing = client.get(reverse("staff:reports"), {"q": "<none>"}).content.decode()

    assert listed(everything) == ["Smoldering myeloma", quiz.article.title]
    assert '<td class="number">+23<small>+8 to +37</small></td>' in everything.content.decode()
    assert listed(found) == [quiz.article.title]
    assert "No quiz has “&lt;none&gt;” in its title." in nothing


def test_list_is_paged(client, hub, ben, monkeypatch):
    monkeypatch.setattr("hub.views.reports.PER_PAGE", 1)
    for title in ("First", "Second"):
        make_published_quiz(article=make_article(hub, title=title))
    client.force_login(ben)

    newest = client.get(reverse("staff:reports"))
    oldest = client.get(reverse("staff:reports"), {"quizzes": 2})

    assert (listed(newest), "Page 1 of 2" in newest.content.decode()) == (["Second"], True)
    assert listed(oldest) == ["First"]


def queries_for(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_query_counts_do_not_grow(client, hub, ben):
    client.force_login(ben)
    counts = []
    # A quiz of one question has no scores, which saves a query.
    for n in (2, 4):
        quiz = make_published_quiz(questions=n, article=make_article(hub))
        survey = make_published_survey(quiz.article, [f"Statement {place}" for place in range(n)])
        make_answers(quiz, 21, [WRONG] * n, [KEY] * n)
        make_responses(survey, *[4] * n, n=2)
        counts.append(
            [
                queries_for(client, reverse("staff:quiz_report", args=[quiz.pk])),
                queries_for(client, reverse("staff:survey_report", args=[survey.pk])),
            ]
        )
    # PostgreSQL is told twice how long counting from the answers may take.
    assert counts[0] == counts[1] == [26 if connection.vendor == "postgresql" else 24, 21]


def test_query_count_of_the_list_does_not_grow(client, hub, ben):
    client.force_login(ben)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            quiz = make_published_quiz(article=make_article(hub))
            make_published_survey(quiz.article)
            make_answers(quiz, 2, [WRONG], [KEY])
        counts.append(queries_for(client, reverse("staff:reports")))
    assert counts == [16, 16]
