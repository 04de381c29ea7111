"""The sections on items and scores and on confidence: on the page of a quiz, and as CSV."""

import pytest
from django.urls import reverse

from hub.time_limits import TooSlow
from tests.answered import KEY, WRONG, make_answers
from tests.downloads import read_csv
from tests.factories import make_article, make_published_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2, article=make_article(hub, title="Anti-CD38 antibodies"), confidence=True)


def page_of(client, quiz, **filters):
    return client.get(reverse("staff:quiz_report", args=[quiz.pk]), filters).content.decode()


def csv_of(client, quiz, table):
    return read_csv(client.get(reverse("staff:quiz_csv", args=[quiz.pk]), {"table": table}))


def section(page, anchor):
    return page.split(f'<h2 id="{anchor}">')[1].split("</section>")[0]


def sixty(quiz):
    make_answers(quiz, 30, [WRONG, WRONG], [KEY, KEY], sure_before=[5, 1], sure_after=[5, 3])
    make_answers(quiz, 20, [KEY, KEY], [KEY, KEY], sure_before=[2, 2], sure_after=[4, 2])
    make_answers(quiz, 10, [KEY, WRONG], [WRONG, WRONG], sure_before=[1, 1], sure_after=[5, 1])


def test_items_of_sixty_learners(client, quiz, ben):
    sixty(quiz)
    client.force_login(ben)

    items = section(page_of(client, quiz), "items")

    assert (
        "60 learners answered all 2 questions both times. Right answers changed by +0.8 of 2 on average (95% CI +0.5 to "
        "+1.1), by +1 in the median; 30 improved, 20 stayed the same, 10 declined." in items
    )
    assert "Discrimination from 60 learners is unstable" in items
    # Right before 30 and 20 of 60; phi of the two columns 0.71, of those after 1 less the ten.
    assert '<td class="number">50%</td><td class="number">83%</td><td class="number">0.71 → 1.00</td>' in items
    assert "Consistency (KR-20) is not shown: it needs at least 5 questions" in items


def test_confidence_of_sixty_learners(client, quiz, ben):
    sixty(quiz)
    client.force_login(ben)

    confidence = section(page_of(client, quiz), "confidence")

    assert "Confidently wrong answers fell from 50% (95% CI 38 to 62) to 17% (9 to 28) among 60 learners" in confidence
    assert "Over 2 questions 60 learners gave 120 pairs of answers; confidently wrong fell from 25% to 8%" in confidence
    assert "30 of 60 learners were surer after reading, 0 less sure" in confidence
    assert '<th scope="row">Wrong and sure</th><td class="number">30</td><td class="number">50%</td>' in confidence
    assert '<th scope="row">Completely</th><td class="number">30</td><td class="number">50%</td>' in confidence
    assert confidence.count('role="img"') == 2


def test_quiz_of_one_question_that_asks_no_confidence_says_why_there_are_no_items(client, hub, ben):
    quiz = make_published_quiz(article=make_article(hub))
    make_answers(quiz, 30, [WRONG], [KEY])
    client.force_login(ben)

    page = page_of(client, quiz)

    assert "The quiz asks one question: scores, discrimination and consistency need several" in section(page, "items")
    assert 'id="confidence"' not in page
    assert "table=confidence" not in page


def test_sections_without_answers_say_so(client, quiz, ben):
    client.force_login(ben)

    page = page_of(client, quiz)

    assert "Nobody has answered a question of this quiz yet." in section(page, "items")
    assert "Nobody has said both times how sure they were yet." in section(page, "confidence")
    assert "nan" not in page.lower().replace("finance", "")


def test_sections_follow_the_filter(client, quiz, ben):
    sixty(quiz)
    make_answers(quiz, 12, [WRONG, WRONG], [KEY, KEY], sure_before=[5, 5], sure_after=[5, 5], profession="nurse")
    client.force_login(ben)

    page = page_of(client, quiz, profession="nurse")

    assert "12 learners answered all 2 questions both times: 12 improved" in section(page, "items")
    assert "12 learners said both times how sure they were: 12 were confidently wrong before" in section(
        page, "confidence"
    )


def test_items_csv_has_a_row_a_question_and_one_for_the_scores(client, quiz, ben):
    sixty(quiz)
    client.force_login(ben)

    first, second, scores = csv_of(client, quiz, "items")

    known = {
        "number": "1",
        "learners": "60",
        "before_right": "30",
        "before_facility_pct": "50.0",
        "score_change_mean": "",
    }
    assert {name: first[name] for name in known} == known
    assert float(first["item_rest_before"]) == pytest.approx(0.7071, abs=5e-5)
    # 16.2 learners a group: all right at the top, ten of the 30 without a point and of none in the bottom.
    assert float(first["upper_lower_before"]) == 1.0
    assert (second["number"], second["before_right"]) == ("2", "20")
    known = {
        "number": "",
        "question": "All questions",
        "score_mean_before": str(50 / 60),
        "score_change_mean": str(50 / 60),
        "score_change_median": "1.0",
        "improved": "30",
        "same": "20",
        "declined": "10",
        "alpha_before": "",
        "before_right": "",
    }
    assert {name: scores[name] for name in known} == known


def test_confidence_csv_has_two_rows_a_question(client, quiz, ben):
    sixty(quiz)
    client.force_login(ben)

    rows = csv_of(client, quiz, "confidence")

    assert [(row["number"], row["phase"], row["confident_wrong"]) for row in rows] == [
        ("1", "before", "30"),
        ("1", "after", "10"),
        ("2", "before", "0"),
        ("2", "after", "0"),
    ]
    assert (rows[0]["confidently_wrong_change_points"], rows[1]["confidently_wrong_change_points"]) == ("", "-33.3333")
    assert (rows[1]["surer_after"], rows[1]["net_shift_points"]) == ("30", "50.0")


@pytest.mark.parametrize("table", ["items", "confidence"])
def test_tables_of_few_learners_hold_counts_and_no_estimates(client, quiz, ben, table):
    make_answers(quiz, 9, [WRONG, WRONG], [KEY, KEY], sure_before=[5, 1], sure_after=[4, 3])
    client.force_login(ben)

    estimates = ("_pct", "_points", "_p", "_lower", "_upper", "_mean", "_median", "alpha_before", "dz")
    for row in csv_of(client, quiz, table):
        assert {name: value for name, value in row.items() if name.endswith(estimates) and value} == {}


def test_tables_of_a_quiz_without_the_sections_are_empty(client, hub, ben):
    quiz = make_published_quiz(article=make_article(hub))
    client.force_login(ben)

    assert (csv_of(client, quiz, "items"), csv_of(client, quiz, "confidence")) == ([], [])


def test_quiz_of_many_answers_counts_them_on_a_page_of_its_own(client, quiz, ben, monkeypatch):
    monkeypatch.setattr("hub.reports.scores.MOST_BESIDE_SUMS", 119)
    sixty(quiz)
    client.force_login(ben)

    page = page_of(client, quiz)
    path = reverse("staff:quiz_scores", args=[quiz.pk])

    assert "counted from all 120 pairs of answers" in section(page, "items")
    assert f'<a href="{path}">Count them</a>' in page
    assert 'id="confidence"' not in page
    own = client.get(path).content.decode()
    assert "60 learners answered all 2 questions both times" in section(own, "items")
    assert "Over 2 questions 60 learners" in section(own, "confidence")
    # Its questions stand on the page of the quiz.
    assert f'<a href="{reverse("staff:quiz_report", args=[quiz.pk])}#question-' in own


def test_page_of_scores_follows_the_filter_and_refuses_what_it_does_not_know(client, quiz, ben):
    make_answers(quiz, 12, [WRONG, WRONG], [KEY, KEY], profession="nurse")
    client.force_login(ben)
    path = reverse("staff:quiz_scores", args=[quiz.pk])

    assert "12 learners answered all 2 questions" in client.get(path, {"profession": "nurse"}).content.decode()
    assert "Nobody has answered all 2 questions" in client.get(path, {"from": "2026-03-03"}).content.decode()
    refused = client.get(path, {"from": "yesterday"})
    assert refused.status_code == 400
    assert "“yesterday” is not a day." in refused.content.decode()


def test_page_of_scores_hides_small_parts_of_the_learners(client, quiz, ben):
    make_answers(quiz, 40, [WRONG, WRONG], [KEY, KEY])
    make_answers(quiz, 2, [WRONG, WRONG], [KEY, KEY], profession="nurse")
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_scores", args=[quiz.pk]), {"profession": "nurse"}).content.decode()

    assert "could tell what single learners answered" in page
    assert "answered all 2 questions" not in page


def test_page_of_scores_says_when_counting_takes_too_long(client, quiz, ben, monkeypatch):
    def too_slow(*_arguments):
        raise TooSlow

    monkeypatch.setattr("hub.views.scores.scores_page", too_slow)
    client.force_login(ben)

    page = client.get(reverse("staff:quiz_scores", args=[quiz.pk])).content.decode()

    assert "This takes too long to count" in page
