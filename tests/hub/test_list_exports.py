"""The lists of reports, groups of learners and reports over several quizzes as files."""

import pytest
from django.urls import reverse

from articles.models import Topic
from hub.models import AuditEvent
from tests.answered import KEY, WRONG, make_answers, make_responses
from tests.downloads import read_csv
from tests.factories import make_article, make_published_quiz, make_published_survey, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(make_staff("ben", "analyst"))
    return client


@pytest.fixture
def quizzes(hub):
    """Alpha, of which twenty learners of Germany learned all, and Beta, of which nine did; nobody answered Gamma."""
    found = [make_published_quiz(article=make_article(hub, title=title)) for title in ("Alpha", "Beta", "Gamma")]
    topic = Topic.objects.create(hub=hub, slug="myeloma", name="Myeloma")
    for quiz in found:
        quiz.article.topics.add(topic, through_defaults={"order": 0})
    make_answers(found[0], 20, [WRONG], [KEY], country="DE")
    make_answers(found[1], 9, [WRONG], [KEY], country="FR")
    return found


def rows(client, name, *args, **query):
    return read_csv(client.get(reverse(f"staff:{name}_csv", args=args), query))


def test_list_of_quizzes_is_whole_and_sorted_as_the_page(client, quizzes):
    found = rows(client, "quizzes", sort="both")

    assert [(row["article"], row["matched_learners"], row["change_points"]) for row in found] == [
        ("Gamma", "0", ""),
        ("Beta", "9", ""),
        ("Alpha", "20", "100.0"),
    ]
    assert found[2] | {"change_lower": "", "change_upper": ""} == {
        "quiz": str(quizzes[0].pk),
        "article": "Alpha",
        "answered_before": "20",
        "answered_after": "20",
        "matched_learners": "20",
        "matched_pairs": "20",
        "matched_before_pct": "0.0",
        "matched_after_pct": "100.0",
        "change_points": "100.0",
        "change_lower": "",
        "change_upper": "",
        "includes_simulated": "no",
    }
    assert [row["article"] for row in rows(client, "quizzes", q="eta")] == ["Beta"]
    assert AuditEvent.objects.first().detail == '{"format": "csv", "rows": 3}'


def test_hidden_quiz_of_a_group_has_no_numbers(client, quizzes):
    make_answers(quizzes[1], 3, [WRONG], [KEY], country="DE")

    found = {row["article"]: row for row in rows(client, "quizzes", country="DE")}

    assert found["Alpha"]["answered_before"] == "20"
    assert {name for name, cell in found["Beta"].items() if cell} == {"quiz", "article", "includes_simulated"}


def test_list_of_surveys(client, hub):
    survey = make_published_survey(make_article(hub, title="Alpha"))
    make_responses(survey, *[4] * survey.pins.count(), n=2)

    assert rows(client, "surveys") == [
        {
            "survey": str(survey.pk),
            "article": "Alpha",
            "responses": "2",
            "flagged_left_out": "0",
            "includes_simulated": "no",
        }
    ]


def test_groups_hold_what_the_page_shows(client, quizzes):
    make_answers(quizzes[0], 3, [WRONG], [KEY], country="AD")
    make_answers(quizzes[0], 2, [WRONG], [KEY], country="FR")

    found = rows(client, "cohorts", by="country", article=quizzes[0].article.slug)

    assert [(row["group"], row["is_hidden"], row["learners"], row["change_points"]) for row in found] == [
        ("Germany", "no", "20", "100.0"),
        ("Andorra", "yes", "", ""),
        ("France", "yes", "", ""),
    ]
    assert {name for row in found[1:] for name, cell in row.items() if cell} == {"group", "is_hidden"}


def test_topic_has_questions_and_months(client, quizzes):
    questions = rows(client, "topic_report", "myeloma")
    months = rows(client, "topic_report", "myeloma", table="months")

    assert [(row["article"], row["wrong_then_right"], row["matched_after_pct"]) for row in questions] == [
        ("Alpha", "20", "100.0"),
        ("Beta", "9", ""),
    ]
    assert [(row["matched_pairs"], row["before_right"], row["after_right"]) for row in months] == [("29", "0", "29")]
    assert [row["article"] for row in rows(client, "hub_report", quizzes[0].article.hub.slug)] == ["Alpha", "Beta"]


def test_questions_of_a_group_leave_out_quizzes_that_hide_it(client, quizzes):
    make_answers(quizzes[1], 3, [WRONG], [KEY], country="DE")

    assert [row["article"] for row in rows(client, "topic_report", "myeloma", country="DE")] == ["Alpha"]


@pytest.mark.parametrize(
    ("name", "args", "query", "sentence"),
    [
        ("quizzes", [], {"from": "soon"}, "“soon” is not a day."),
        ("cohorts", [], {"by": "shoe"}, "“shoe” is no kind of group."),
        ("cohorts", [], {"hub": "nope"}, "“nope” is not among the choices"),
        ("topic_report", ["myeloma"], {"to": "soon"}, "“soon” is not a day."),
        ("topic_report", ["myeloma"], {"table": "months", "country": "DE"}, "Months are shown of all learners alone."),
        ("worklist", [], {"hub": "nope"}, "“nope” is not among the choices"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_cannot_be_understood_gets_a_sentence_and_no_file(client, quizzes, name, args, query, sentence, ending):
    response = client.get(reverse(f"staff:{name}_{ending}", args=args), query)

    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not AuditEvent.objects.exists()


def test_unknown_table_of_a_topic_is_not_found(client, quizzes):
    assert client.get(reverse("staff:topic_report_csv", args=["myeloma"]), {"table": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "query", "linked"),
    [
        ("reports", [], {"sort": "both", "q": "a"}, "quizzes.csv?sort=both&amp;q=a"),
        ("cohorts", [], {"by": "country"}, "cohorts.xlsx?by=country"),
        ("topic_report", ["myeloma"], {"country": "DE"}, "topics/myeloma.csv?table=questions&amp;country=DE"),
        ("worklist", [], {"topic": "myeloma"}, "worklist.xlsx?topic=myeloma"),
        ("levels", [], {"topic": "myeloma"}, "levels.csv?table=funnel&amp;topic=myeloma"),
    ],
)
def test_pages_link_their_files_with_what_was_chosen(client, quizzes, name, args, query, linked):
    page = client.get(reverse(f"staff:{name}", args=args), query).content.decode()

    assert f'href="/staff/reports/{linked}"' in page
