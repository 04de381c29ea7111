"""The methods page: who may open it, its worked example, and that reports lead to what they print."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from hub.reports.methods import EXAMPLE, methods_page, worked_example
from hub.roles import ANALYST, PUBLISHER, REVIEWER, SPONSOR_MANAGER, WRITER
from hub.stats import Pairs
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db

SENTENCE = (
    "Correct answers rose from 40% (95% CI 31 to 50) to 65% (55 to 74) among 100 learners who answered both times: "
    "+25 points (95% CI +13 to +36)."
)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def page(client, hub, ben):
    client.force_login(ben)
    return client.get(reverse("staff:methods")).content.decode()


def test_worked_example_prints_the_sentence_of_a_report(page):
    assert page.count(SENTENCE) == 1
    assert "McNemar mid-p &lt;0.001." in page


def test_worked_example_shows_counts_charts_and_steps(page):
    example = page.split('id="example"')[1].split("</section>")[0]

    cells = re.findall(r'<th scope="row">([^<]+)</th><td class="number">(\d+)</td><td class="number">(\d+)%', example)
    assert cells == [
        ("Right both times", "32", "32"),
        ("Wrong, then right", "33", "33"),
        ("Wrong both times", "27", "27"),
        ("Right, then wrong", "8", "8"),
    ]
    assert example.count('role="img"') == 2
    assert "Right before: 40 of 100, 40%; Wilson’s interval 31 to 50." in example.replace("&#x27;", "’").replace(
        "'", "’"
    )
    assert "33 who learned less 8 who unlearned, over 100: +25 points" in example


def test_worked_example_is_computed_from_its_counts():
    assert worked_example(EXAMPLE).sentence == SENTENCE
    assert worked_example(Pairs(5, 20, 5, 20)).sentence.startswith("Correct answers fell from 50%")


def test_worked_example_of_too_few_learners_is_refused():
    with pytest.raises(ValueError, match="19"):
        worked_example(Pairs(4, 5, 5, 5))


def test_every_anchor_stands_once(page):
    anchors = re.findall(r' id="([^"]+)"', page.split("<main")[1])

    assert len(anchors) == len(set(anchors))
    linked = re.findall(r'href="#([^"]+)"', page.split("<main")[1])
    assert set(linked) <= set(anchors)
    assert len(linked) == len(methods_page().sections) + len(methods_page().closing) + 3


def test_reports_link_to_anchors_that_are_there(page):
    linked = {
        anchor
        for template in TEMPLATES.rglob("*.html")
        for anchor in re.findall(r"{% url 'staff:methods' %}#([a-z0-9-]+)", template.read_text())
    }

    assert {"items", "confidence", "surveys"} <= linked
    assert {anchor for anchor in linked if f' id="{anchor}"' not in page} == set()


def test_thresholds_are_those_of_the_reports():
    thresholds = dict(methods_page().thresholds)

    assert thresholds["Percentages"] == "10 learners"
    assert thresholds["P values"] == "20 learners, 6 of them with another answer"
    assert thresholds["Normalised gain"] == "20 learners, fewer than 90% right before"
    assert thresholds["Discrimination"] == "30 learners; unstable below 100"


def test_no_sentence_is_left_unfinished(page):
    assert "%(" not in page and "%%" not in page


@pytest.mark.parametrize(
    ("role", "status"),
    [(WRITER, 200), (REVIEWER, 200), (PUBLISHER, 200), (ANALYST, 200), (SPONSOR_MANAGER, 403), (None, 403)],
)
def test_methods_are_for_readers_of_reports(client, hub, role, status):
    client.force_login(make_staff("someone", role) if role else make_user("someone"))

    assert client.get(reverse("staff:methods")).status_code == status


def test_methods_cost_no_query_of_answers(client, hub, ben, django_assert_num_queries):
    client.force_login(ben)
    client.get(reverse("staff:methods"))

    # Session, account, roles, and the frame of the page.
    with django_assert_num_queries(4):
        client.get(reverse("staff:methods"))
