"""/staff/reports/worklist/: the list, the page of one item, its decision, and the CSV."""

import pytest
from django.urls import reverse

from articles.models import Contributor
from hub.models import AuditEvent
from quizzes.models import ReviewDecision
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers
from tests.downloads import read_csv
from tests.factories import make_article, make_person, make_published_quiz
from tests.revising import LATER, decide, first, make_poor, revise

pytestmark = pytest.mark.django_db
LIST = "/staff/reports/worklist/"


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38 antibodies"))


def address(quiz, series=1):
    return reverse("staff:worklist_item", args=[quiz.pk, first(quiz).pk, series])


def page_of(client, user, path, **query):
    client.force_login(user)
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_says_cause_question_article_and_numbers(client, quiz, ben):
    make_poor(quiz)

    page = page_of(client, ben, LIST)

    assert "<b>40</b> learners affected" in page
    assert f'<a href="{address(quiz)}">Question 1?</a>' in page
    assert "Anti-CD38 antibodies" in page
    assert "Gap persists</span> After reading, 20 of 60 answers were right: 33% (95% CI 23 to 46)." in page
    assert "Correct answers rose from 0% (95% CI 0 to 6) to 33% (23 to 46) among 60 learners" in page
    assert f'href="{reverse("staff:quiz_report", args=[quiz.pk])}#question-{first(quiz).pk}-1"' in page
    assert "Open (1)" in page and "Decided (0)" in page
    assert "imulated" not in page


def test_empty_list_says_so(client, quiz, ben):
    make_answers(quiz, 30, [WRONG], [KEY])

    assert "Nothing to improve" in page_of(client, ben, LIST)
    assert "Nothing has been decided yet." in page_of(client, ben, LIST, tab="decided")
    assert "Nothing here has “&lt;none&gt;” in its question or article." in page_of(client, ben, LIST, q="<none>")


def test_only_those_who_may_edit_get_the_link_to_the_question(client, quiz, ben, paul):
    make_poor(quiz)
    edit = reverse("admin:quizzes_question_change", args=[first(quiz).pk])

    assert [edit in page_of(client, user, LIST) for user in (ben, paul)] == [False, True]
    assert [edit in page_of(client, user, address(quiz)) for user in (ben, paul)] == [False, True]
    correct = reverse("admin:quizzes_question_correct-key", args=[first(quiz).pk])
    assert [correct in page_of(client, user, address(quiz)) for user in (ben, paul)] == [False, True]


def test_passage_is_linked_where_one_proves_the_answer(client, quiz, ben):
    make_poor(quiz)
    passage = f"/articles/{quiz.article.slug}/#s-cepheus"
    assert passage not in page_of(client, ben, LIST)

    revise(quiz, series=1, wording=1, evidence="cepheus")

    assert passage in page_of(client, ben, LIST)
    assert passage in page_of(client, ben, address(quiz))


def test_writer_sees_and_decides_questions_of_own_articles(client, hub, quiz, ada):
    other = make_published_quiz(article=make_article(hub, title="Smoldering myeloma"))
    for one in (quiz, other):
        make_poor(one, 7)
    Contributor.objects.create(article=quiz.article, person=make_person(user=ada))

    page = page_of(client, ada, LIST)

    assert ("Anti-CD38" in page, "Smoldering" in page) == (True, False)
    assert client.get(address(other)).status_code == client.post(address(other)).status_code == 403
    answer = client.post(address(quiz), {"deed": "revise passage", "note": "", "seen": 0})
    assert (answer.status_code, answer.url) == (302, f"{LIST}?recorded")
    assert "The decision is recorded." in client.get(answer.url).content.decode()
    assert ReviewDecision.objects.get().decided_by == ada


def test_list_searches_stem_and_title(client, hub, quiz, ben):
    make_poor(quiz, 7)

    assert "Question 1?" in page_of(client, ben, LIST, q="cd38")
    assert "Question 1?" in page_of(client, ben, LIST, q="QUESTION 1")
    assert "Question 1?" not in page_of(client, ben, LIST, q="daratumumab")


def test_filter_narrows_list_and_csv_to_quizzes(client, hub, quiz, ben):
    other = make_published_quiz(article=make_article(hub, title="Smoldering myeloma"))
    for one in (quiz, other):
        make_poor(one, 7)

    page = page_of(client, ben, LIST, article=other.article.slug)

    assert page.count('class="entry"') == 1
    assert f"/staff/reports/worklist.csv?article={other.article.slug}" in page
    rows = read_csv(client.get("/staff/reports/worklist.csv", {"article": other.article.slug}))
    assert [row["article"] for row in rows] == ["Smoldering myeloma"]


@pytest.mark.parametrize("path", [LIST, "/staff/reports/worklist.csv"])
def test_filter_with_an_unknown_value_is_refused_with_a_sentence(client, quiz, ben, path):
    client.force_login(ben)

    answer = client.get(path, {"topic": "nonsense"})

    assert (answer.status_code, "“nonsense” is not among the choices" in answer.content.decode()) == (400, True)
    assert not AuditEvent.objects.exists()


def test_list_is_paged(client, hub, ben, monkeypatch):
    monkeypatch.setattr("hub.reports.worklist_page.PER_PAGE", 1)
    for title, n in (("Most", 9), ("Fewest", 7)):
        make_poor(make_published_quiz(article=make_article(hub, title=title)), n)

    one, two = (page_of(client, ben, LIST, page=n).split("</details>")[1] for n in (1, 2))

    assert ("Most" in one, "Fewest" in one, "Page 1 of 2" in one) == (True, False, True)
    assert ("Most" in two, "Fewest" in two, '<ol class="entries" start="2">' in two) == (False, True, True)
    assert "Fewest" in page_of(client, ben, LIST, page="999")
    assert "Most" in page_of(client, ben, LIST, page="x", tab="nonsense")


def test_decided_item_moves_to_its_tab_with_who_and_why(client, quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "revise question", note="Name the trial.")

    assert "Question 1?" not in page_of(client, ben, LIST)
    page = page_of(client, ben, LIST, tab="decided")
    assert "Revise the question: decided on 5 March 2026 by Ben. “Name the trial.”" in page
    assert "Not revised yet." in page


def test_reopened_item_says_why(client, quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "keep")
    make_answers(quiz, 60, [KEY], [WRONG])

    page = page_of(client, ben, LIST)

    assert "Decided before; there is a new cause." in page
    assert 'Suspected wrong key</span> <span class="label label--accent">new</span>' in page


def test_item_that_got_worse_says_so(client, quiz, ben):
    make_poor(quiz)
    decide(quiz, ben, "keep")
    make_answers(quiz, 11, [WRONG], [OTHER_WRONG])
    make_answers(quiz, 11, [OTHER_WRONG], [WRONG])

    assert "Decided before; clearly worse since." in page_of(client, ben, address(quiz))


def test_revision_is_told_in_the_list_and_compared_on_the_page(client, quiz, ben):
    make_poor(quiz)
    decide(quiz, ben)
    revise(quiz)
    make_answers(quiz, 12, [WRONG], [KEY], before_at=LATER, after_at=LATER)
    few = "The revision of 12 March 2026: 12 learners have answered both times since, 20 are needed for an estimate."
    assert few in page_of(client, ben, LIST, tab="decided")
    assert few in page_of(client, ben, address(quiz))

    make_answers(quiz, 18, [WRONG], [KEY], before_at=LATER, after_at=LATER)

    page = page_of(client, ben, address(quiz))
    assert (
        "The revision of 12 March 2026: the change was +33 (+21 to +46) until then and is +100 (+84 to +100) since, a "
        "difference of +67 points (95% CI +46 to +79)."
    ) in page
    assert '<th scope="row">Difference</th><td></td><td class="number">0<small>−6 to +11</small></td>' in page
    assert "1 February 2026, version 1 of the article: series 1, wording 1" in page
    assert "12 March 2026, version 2 of the article: series 2, wording 2" in page
    assert "60 answered both times: 0 right before reading, 20 after. Change +33 points (95% CI +21 to +46)." in page


def test_item_without_answers_has_a_calm_page(client, quiz, ben):
    page = page_of(client, ben, address(quiz))

    assert "No fault shows in the answers, or too few learners have answered to tell." in page
    assert "Nobody has answered this question both times yet." in page
    assert "%" not in page.split("<main")[1]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a decision."),
        ({"deed": "burn", "seen": 0}, "Choose one of the decisions."),
        ({"deed": "keep", "note": " ", "seen": 0}, "Say in the note why the question is kept as it is."),
        ({"deed": "keep", "note": "x" * 501, "seen": 0}, "at most 500 characters"),
    ],
)
def test_form_that_cannot_be_stored_comes_back_with_a_sentence(client, quiz, ben, sent, sentence):
    make_poor(quiz, 7)
    client.force_login(ben)

    answer = client.post(address(quiz), sent)

    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert not ReviewDecision.objects.exists()


def test_second_decider_sees_the_first_decision_and_keeps_the_note(client, quiz, ben, paul):
    make_poor(quiz, 7)
    decide(quiz, paul, "withdraw")
    client.force_login(ben)

    answer = client.post(address(quiz), {"deed": "keep", "note": "Fine as it is.", "seen": 0})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Paul decided: Withdraw the question. Look at it again." in page
    assert "Fine as it is.</textarea>" in page
    assert '<input type="hidden" name="seen" value="1"' in page


@pytest.mark.parametrize(
    "path", ["/staff/reports/worklist/999/1/1/", "/staff/reports/worklist/{quiz}/999/1/", "{item}9/"]
)
def test_what_is_not_there_is_not_found(client, quiz, ben, path):
    client.force_login(ben)

    assert client.get(path.format(quiz=quiz.pk, item=address(quiz)[:-1])).status_code == 404


def test_question_of_nowhere_cannot_be_decided(client, quiz, ben):
    client.force_login(ben)

    sent = {"deed": "withdraw", "note": "", "seen": 0}
    assert client.post(f"/staff/reports/worklist/{quiz.pk}/999/1/", sent).status_code == 404
    assert client.post(f"/staff/reports/worklist/{quiz.pk}/{first(quiz).pk}/9/", sent).status_code == 404


def test_text_of_editors_is_escaped(client, hub, ben):
    quiz = make_published_quiz(article=make_article(hub, title="<b>Title</b>"), options=("<i>A</i>", "B", "C", "D"))
    make_poor(quiz, 7)
    decide(quiz, ben, note="<u>Note</u>")

    for path, query in ((LIST, {"tab": "decided"}), (address(quiz), {})):
        page = page_of(client, ben, path, **query)
        assert "&lt;b&gt;Title" in page and "&lt;u&gt;Note" in page
        assert not any(tag in page for tag in ("<b>Title", "<i>A", "<u>Note"))


def test_simulated_learners_are_told(client, quiz, ben):
    make_poor(quiz, 7, is_simulated=True)

    assert "Simulated learners" in page_of(client, ben, LIST)
    assert "include simulated learners" in page_of(client, ben, address(quiz))


def test_csv_holds_both_tabs_and_is_audited(client, hub, quiz, ben):
    other = make_published_quiz(article=make_article(hub, title="=Smoldering"))
    make_poor(quiz)
    make_poor(other, 7)
    decide(quiz, ben, note="Name the trial.")
    revise(quiz)
    client.force_login(ben)

    rows = read_csv(client.get("/staff/reports/worklist.csv"))

    assert [(row["state"], row["article"], row["causes"], row["affected"], row["decision"]) for row in rows] == [
        ("open", "'=Smoldering", "Gap persists", "14", ""),
        ("decided", "Anti-CD38 antibodies", "Gap persists; Dead distractor", "40", "Revise the question"),
    ]
    assert {name: rows[1][name] for name in ("all_before", "matched_learners", "change_points", "decided_on", "decided_by", "note", "revised_on", "revised_learners", "revised_change_points")} == {
        "all_before": "60",
        "matched_learners": "60",
        "change_points": "33.3333",
        "decided_on": "2026-03-05",
        "decided_by": "Ben",
        "note": "Name the trial.",
        "revised_on": "2026-03-12",
        "revised_learners": "0",
        "revised_change_points": "",
    }  # fmt: skip
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.verb, event.subject) == ("export report", "worklist")


def test_query_counts_do_not_grow(client, hub, quiz, ben, django_assert_num_queries):
    make_poor(quiz, 7)
    client.force_login(ben)
    for _ in range(2):
        with django_assert_num_queries(23):
            client.get(LIST)
        make_poor(make_published_quiz(article=make_article(hub)), 7)
    with django_assert_num_queries(22):
        client.get(address(quiz))
