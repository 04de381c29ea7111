"""Remarks and preview while a question is written; statistics beside its form."""

import pytest
from django.urls import reverse

from articles.models import Reference
from quizzes.models import Answer, Attempt, Question
from tests import factories
from tests.answered import KEY, WRONG, make_answers, make_sixty_pairs
from tests.desk import Desk

pytestmark = pytest.mark.django_db
REMARKS, PREVIEW = "admin:quizzes_question_remarks", "admin:quizzes_question_preview"


@pytest.fixture
def writer(client, ada):
    client.force_login(ada)
    return client


def typed(*options: str, key: int | None = 0, **fields) -> dict[str, str]:
    sent = {"stem": "Which drug was given in the sample trial of last year?", "rationale": "<p>Because.</p>"} | fields
    sent["options-TOTAL_FORMS"] = str(len(options))
    for row, text in enumerate(options):
        sent |= {
            f"options-{row}-text": text,
            f"options-{row}-feedback": f"About {text}",
            f"options-{row}-order": str(row),
        }
    return sent if key is None else sent | {f"options-{key}-is_key": "on"}


def rules(client, sent, query="") -> list[tuple[str, str]]:
    found = client.post(reverse(REMARKS) + query, sent).json()["remarks"]
    return [(remark["severity"], remark["rule"]) for remark in found]


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (typed("Alpha", "Beta", "Gamma"), []),
        (typed("Alpha", "Beta", "All of the above"), [("warning", "QUIZ-ALLNONE")]),
        (typed("Alpha", "Beta"), [("warning", "QUIZ-OPTIONS")]),
        (typed("Alpha", "Beta", "alpha", key=None), [("error", "QUIZ-KEYCOUNT"), ("error", "QUIZ-DUP")]),
        (typed("Alpha", "Beta", "Gamma", rationale=""), [("warning", "QUIZ-FEEDBACK")]),
        ({}, []),
        ({"stem": "x", "options-TOTAL_FORMS": "9" * 40, "options-0-order": "-1", "options-0-text": "\u2028"}, None),
        ({"stem": "<script>alert(1)</script>", "options-TOTAL_FORMS": "x"}, None),
    ],
)
def test_remarks_are_those_of_preflight(writer, sent, found):
    assert found is None or rules(writer, sent) == found


def test_remarks_know_the_article_that_asks_the_question(writer):
    article = factories.make_ready_article(title="On Alpha")
    question = article.quiz.lines.get().question

    for query in (f"?question={question.pk}", f"?quiz={article.quiz.pk}"):
        assert ("warning", "QUIZ-LEAK") in rules(writer, typed("Alpha", "Beta", "Gamma"), query)
    assert rules(writer, typed("Alpha", "Beta", "Gamma"), "?question=" + "9" * 30) == []


def test_preview_shows_form_and_result_and_stores_nothing(writer):
    Reference.objects.create(key="imroz", title="Isatuximab for myeloma", csl={"title": "Isatuximab for myeloma"})
    sent = typed(
        "Alpha <b>", "Beta", "Gamma", rationale='<p>Because<cite data-ref="imroz"></cite><script>x</script></p>'
    )

    page = writer.post(reverse(PREVIEW), sent).content.decode()

    assert page.count('type="radio"') == 3
    assert "Alpha &lt;b&gt;" in page
    assert "About Beta" in page
    assert "Isatuximab for myeloma" in page
    assert "<form" not in page
    assert "<script" not in page
    assert not Question.objects.exists()
    assert not Attempt.objects.exists()


def test_preview_without_a_key_says_what_is_missing(writer):
    page = writer.post(reverse(PREVIEW), typed("Alpha", "Beta", key=None)).content.decode()

    assert "Mark the right option as the key" in page


def test_preview_keeps_the_order_of_the_version_that_learners_saw(writer):
    question = factories.make_question(options=("A", "B", "C"), key=0)
    version = factories.freeze_question(question)
    assert [option.text for option in version.options.all()] == ["A", "B", "C"]

    page = writer.post(reverse(PREVIEW) + f"?question={question.pk}", typed("C", "A", "B")).context["form"]

    assert [text for _value, text in page.fields["q1"].choices] == ["A", "B", "C"]


@pytest.mark.parametrize("name", [REMARKS, PREVIEW])
def test_only_a_post_is_answered(writer, name):
    assert writer.get(reverse(name)).status_code == 405


# Statistics


def panel(client, user) -> str:
    page = Desk(client, user).open("quizzes.question", Question.objects.get().pk).content.decode()
    return page.partition('class="module question-statistics"')[2].partition("</section>")[0]


def test_statistics_stand_beside_the_form(client, ada, rhea, paul):
    make_sixty_pairs(factories.make_published_quiz())

    for user in (ada, rhea, paul):
        text = " ".join(panel(client, user).split())
        assert "43% (95% CI 32 to 56), n = 60" in text
        assert "67% (95% CI 54 to 77), n = 60" in text
        assert "chosen by fewer than 5%: distracts nobody" in text
        assert "+23 points (95% CI" in text
    assert reverse("staff:quiz_report", args=[Answer.objects.first().attempt.quiz_id]) in panel(client, paul)
    assert "/staff/reports/" not in panel(client, ada)


def test_few_answers_are_counts_and_no_percentages(client, ada):
    make_answers(factories.make_published_quiz(), 4, [WRONG], [KEY])

    text = panel(client, ada)

    assert "0 of 4" in text
    assert "%" not in text


def test_statistics_are_closed_to_an_account_without_a_reading_role(client):
    make_sixty_pairs(factories.make_published_quiz())

    assert panel(client, factories.make_user("root", is_staff=True, is_superuser=True)) == ""
