"""The questions of a quiz beside their article, as preflight sees them."""

from quizzes.item_review import review

CONTENT = {
    "article": {
        "title": "On trials",
        "objectives": [{"id": "LO1", "text": "name PERSEUS"}],
        "body": [{"block": "paragraph", "text": "IMROZ was read.[@a]"}],
    },
    "trials": [{"slug": "c", "acronym": "CEPHEUS", "results": [{"comparison": {"value": "0.57"}}]}],
}
STEM = "Which trial compared isatuximab plus VRd with VRd alone when no transplant was planned?"


def question(*texts, key=0, **fields):
    options = [{"text": text, "correct": index == key} for index, text in enumerate(texts)]
    return {"id": "q", "stem": STEM, "options": options} | fields


def found(*questions):
    return [
        (finding.rule, finding.severity, finding.where) for finding in review({"questions": list(questions)}, CONTENT)
    ]


def test_keys_that_text_and_tables_teach_have_no_remark():
    assert found(question("IMROZ", "x"), question("0.57", "0.42"), question("CEPHEUS", "y")) == []


def test_each_question_is_named_by_its_place():
    assert found(question("IMROZ", "x"), question("AQUILA", "y"), question("PERSEUS", "z")) == [
        ("QUIZ-ANSWER", "warning", "quiz.questions[1]"),
        ("QUIZ-ANSWER", "warning", "quiz.questions[2]"),
        ("QUIZ-LEAK", "warning", "quiz.questions[2]"),
    ]


def test_order_counts_where_the_editor_fixed_it():
    texts = ("0.57", "0.42", "0.60")

    assert found(question(*texts)) == []
    assert found(question(*texts, fixed_order=True)) == [("QUIZ-ORDER", "info", "quiz.questions[0]")]


def test_a_draft_without_key_and_an_article_without_quiz_wait():
    assert found(question("IMROZ", "x", key=5)) == []
    assert list(review(None, CONTENT)) == []
