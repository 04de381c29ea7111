"""Correcting a key and withdrawing a question in a browser, with the way back, by keyboard and on a phone."""

import pytest

from articles.bundle.dumping import dump, to_json
from hub import roles
from quizzes.models import KeyCorrection, Withdrawal
from tests import factories
from tests.answered import KEY, WRONG, make_answers

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
LONG = "Isatuximab with bortezomib, lenalidomide and dexamethasone until progression " * 5


@pytest.fixture
def question(sign_in, granted):
    """A question that twelve learners answered, one of its options very long; a reviewer is signed in."""
    sign_in(factories.make_staff("Rhea", roles.REVIEWER))
    article = factories.make_article()
    factories.make_version(article, content=to_json(dump(article)))
    quiz = factories.make_published_quiz(article=article, options=("Alpha", LONG, "Gamma", "D" * 90))
    make_answers(quiz, 12, [WRONG], [KEY])
    return quiz.questions.get()


@pytest.fixture
def show(page, live_server, question, faults_of_access):
    """Open a page of the question, which has to fit and to be accessible: `show("withdraw", width, scheme)`."""

    def open_page(name: str, width: int, scheme: str):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{live_server.url}/admin/quizzes/question/{question.pk}/{name}/")
        assert faults_of_access() == []
        assert page.evaluate("document.documentElement.scrollWidth") == width

    return open_page


def send(page, button: str, reason: str) -> None:
    """Give the reason and press the button of its form with the Enter key."""
    form = page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))
    form.get_by_label("Reason").fill(reason)
    form.get_by_role("button", name=button).press("Enter")


@SIZES
def test_key_is_corrected_and_the_correction_undone(show, page, troubles, width, scheme):
    show("correct-key", width, scheme)
    assert page.get_by_role("row").filter(has_text="As scored then").get_by_role("cell").all_inner_texts()[:2] == [
        "0/12 0%",
        "12/12 100%",
    ]

    page.get_by_role("radio", name="A. Alpha").press("Space")
    page.get_by_role("button", name="Correct the key").press("Enter")
    page.get_by_role("textbox", name="Reason").wait_for()
    page.get_by_role("radio", name="A. Alpha").press("Space")
    send(page, "Correct the key", "The sources say Alpha.")
    page.get_by_text("The key is corrected").wait_for()

    show("correct-key", width, scheme)
    page.get_by_text("A. Alpha instead of C. Gamma. “The sources say Alpha.”").wait_for()
    page.get_by_role("row").filter(has_text="A. Alpha (key now)").wait_for()
    send(page, "Undo the correction", "Gamma was right.")
    page.get_by_text("The correction is undone").wait_for()

    assert list(KeyCorrection.objects.order_by("number").values_list("slot", "undoes__number")) == [
        ("1", None),
        ("3", 1),
    ]


@SIZES
def test_question_is_withdrawn_and_brought_back(show, page, width, scheme):
    show("withdraw", width, scheme)
    send(page, "Withdraw the question", "The drug was taken off the market.")
    page.get_by_text("The question is withdrawn").wait_for()

    show("withdraw", width, scheme)
    page.get_by_text("“The drug was taken off the market.”").wait_for()
    send(page, "Ask the question again", "It is back.")
    page.get_by_text("Learners are asked the question again.").wait_for()

    assert list(Withdrawal.objects.order_by("number").values_list("reason", "undoes__number")) == [
        ("The drug was taken off the market.", None),
        ("It is back.", 1),
    ]
