"""What the report says: every figure with its table, few answers in words, nothing that claims a cause."""

import re
from datetime import date

import pytest
from django.db.models import QuerySet

from hub.models import Learner
from hub.reports.outcomes import of_article, of_funder, outcomes
from hub.reports.outcomes.blocks import Facts, Figure, Points, Table, Words
from hub.reports.outcomes.document import funder_document
from hub.reports.outcomes.gaps import gaps
from hub.reports.outcomes.public import public_document
from quizzes.models import PinnedQuestion, Question
from sponsors.models import Agreement, VersionSupport
from surveys.models import PinnedStatement
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers, make_responses, make_sixty_pairs
from tests.factories import freeze_question, make_agreement, make_funder, make_published_survey, make_version
from tests.supported import make_supported_quiz
from tests.tampering import tampering

UNTIL = date(2026, 4, 1)
DIGEST = "0" * 64
FORBIDDEN = re.compile(
    r"because of|thanks to|effective\b|proves? that|due to the article|participants?\b|patients reached", re.I
)


def documented(until=UNTIL):
    report = outcomes(of_funder(make_funder("Sample Pharma"), until))
    return report, funder_document(report, DIGEST)


def texts(document):
    for block in [*document.cover, *(block for section in document.sections for block in section.blocks)]:
        match block:
            case Words():
                yield block.text
            case Points():
                yield from (block.title, *block.items)
            case Facts():
                yield from (part for row in block.rows for part in row)
            case Table():
                yield from (block.caption, block.note, *(cell for row in block.rows for cell in row))
            case Figure():
                yield block.alternative
                yield block.svg


def tables(document, section):
    found = next(one for one in document.sections if one.key == section)
    return {block.caption: block.rows for block in found.blocks if isinstance(block, Table)}


def set_level(survey, statement, level):
    with tampering(PinnedStatement):
        QuerySet(PinnedStatement).filter(survey=survey, statement_version__statement=statement).update(moore=level)


@pytest.fixture
def quiz(hub):
    return make_supported_quiz(title="Anti-CD38 antibodies")


@pytest.fixture
def answered(quiz):
    make_sixty_pairs(quiz)
    make_answers(quiz, 30, [WRONG], [KEY], specialty="Haematology", country="DE")
    survey = make_published_survey(quiz.article, ["Clear", "I will change my clinical practice"])
    for statement, level in zip(survey.statements.order_by("pk"), (2, 4), strict=True):
        set_level(survey, statement, level)
    make_responses(survey, 5, 4, n=20)
    make_responses(survey, 2, 2, n=5)
    return quiz


def test_sections_follow_the_plan_of_the_report(answered):
    _report, document = documented()

    assert [section.key for section in document.sections] == [
        "summary",
        "reach",
        "who-answered",
        "learning",
        "question-1",
        "groups",
        "opinions",
        "gaps",
        "methods",
        "tables",
    ]


def test_summary_says_change_intention_and_limits(answered):
    _report, document = documented()

    summary = document.sections[0]
    facts = next(block for block in summary.blocks if isinstance(block, Facts)).rows
    assert facts == (
        ("Learners", "115"),
        ("Answered both times", "90"),
        ("Change in correct answers, points", "+49 (95% CI +35 to +60)"),
        ("Intend to change", "80% of 25 agreed: “I will change my clinical practice”"),
    )
    assert "Groups of fewer than 10 learners are not shown." in summary.blocks[2].items


def test_question_page_has_its_numbers(answered):
    _report, document = documented()

    found = tables(document, "question-1")
    assert found["How the answers of 90 learners moved"] == (
        ("Right both times", "22", "24%"),
        ("Wrong, then right", "48", "53%"),
        ("Wrong both times", "16", "18%"),
        ("Right, then wrong", "4", "4%"),
    )
    assert found["All answers, whoever gave them"][2] == ("C. Gamma (key)", "26 (29%)", "70 (78%)")


def test_cover_names_support_in_words_and_never_an_amount(hub):
    agreement = make_agreement(
        "Sample Pharma",
        level=2,
        purpose="independent education",
        in_kind="translation",
        starts_on=date(2026, 1, 1),
        signatories="Signe Atory",
    )
    make_supported_quiz(agreement)

    _report, document = documented()

    said = "\n".join(texts(document))
    assert "Money, and in kind: translation" in said
    assert "from 1 January 2026" in said
    assert "The funder had no influence on the content or on this analysis, and receives aggregates only." in said
    assert not any(word in said for word in ("Signe", "EUR", "100,000", agreement.get_band_display()))


def test_gaps_are_few_right_answers_or_many_unlearned(quiz):
    make_answers(quiz, 10, [KEY], [KEY])
    make_answers(quiz, 8, [WRONG], [OTHER_WRONG])
    make_answers(quiz, 3, [KEY], [WRONG])

    report, document = documented()

    (gap,) = gaps(report)
    assert gap.reasons == ("48% right after reading", "14% went from right to wrong")
    assert gap.chosen.text == "Beta"
    assert tables(document, "gaps")["Gaps that remain"] == (
        (
            "1. Question 1?",
            "48% right after reading; 14% went from right to wrong",
            "B. Beta: 8 (38%)",
            "–",
        ),
    )


def test_no_gap_is_said_only_where_questions_were_judged(quiz):
    make_answers(quiz, 19, [WRONG], [WRONG])
    assert "No question has enough answers yet to say what remains." in texts(documented()[1])

    make_answers(quiz, 40, [KEY], [KEY])
    assert any("at least 60% answered every question correctly" in text for text in texts(documented()[1]))


def test_revised_question_stands_beside_the_one_before(quiz):
    make_answers(quiz, 20, [WRONG], [KEY])
    pin = PinnedQuestion.objects.get(quiz=quiz)
    version = make_version(quiz.article, number=2, published_on=date(2026, 2, 20))
    version.pinned_questions.create(
        quiz=quiz,
        question_version=freeze_question(Question.objects.get(pk=pin.question_version.question_id), 2, 2),
        order=0,
    )
    VersionSupport.objects.create(version=version, agreement=Agreement.objects.get())
    make_answers(quiz, 20, [KEY], [KEY])

    _report, document = documented()

    assert tables(document, "gaps")["Revised questions"] == (
        ("Question 1?", "1 (1 February 2026)", "20", "0%", "100%", "+100 (+77 to +100)"),
        ("Question 1?", "2 (20 February 2026)", "20", "100%", "100%", "0 (−16 to +16)"),
    )


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "Too few answers yet: fewer than 10 learners answered each article."),
        (1, "Too few answers yet: fewer than 10 learners answered each article."),
        (9, "Too few answers yet: fewer than 10 learners answered each article."),
        (
            10,
            "10 learners answered both times: 0 of 10 correct before reading, 10 of 10 after; too few for an estimate.",
        ),
        (
            19,
            "19 learners answered both times: 0 of 19 correct before reading, 19 of 19 after; too few for an estimate.",
        ),
    ],
)
def test_few_answers_are_said_in_words(quiz, n, words):
    make_answers(quiz, n, [WRONG], [KEY])

    _report, document = documented()

    said = list(texts(document))
    assert words in said
    assert not any(
        re.search(r"\bNone\b|nan|\binf\b", text, re.I) and "<svg" not in text
        for text in said
        if "None was named" not in text
    )


def test_twenty_answers_have_an_interval(quiz):
    make_answers(quiz, 20, [WRONG], [KEY])

    assert tables(documented()[1], "learning")["Questions before and after reading"] == (
        ("1. Question 1?", "20", "0%", "100%", "+100 (+77 to +100)", "<0.001"),
    )


def test_no_article_before_the_cut_off(quiz):
    _report, document = documented(date(2026, 1, 1))

    assert document.sections == ()
    assert "No article that names this support was published by then." in texts(document)


def test_report_claims_no_cause_and_every_figure_has_words(answered):
    _report, document = documented()

    assert [text for text in texts(document) if FORBIDDEN.search(text)] == []
    figures = [block for section in document.sections for block in section.blocks if isinstance(block, Figure)]
    assert len(figures) >= 6
    assert all(figure.alternative.endswith(".") for figure in figures)


def test_simulated_learners_are_said_on_the_cover(quiz):
    make_answers(quiz, 20, [WRONG], [KEY], is_simulated=True)

    assert any("simulated learners" in text for text in texts(documented()[1]))
    Learner.objects.update(is_simulated=False)
    assert not any("simulated learners" in text for text in texts(documented()[1]))


def test_public_page_gives_no_key_away(answered):
    document = public_document(outcomes(of_article(answered.article, UNTIL)), DIGEST)

    said = "\n".join(texts(document))
    assert ("Gamma" in said, "Alpha" in said, "(key)" in said) == (False, False, False)
    assert "Correct answers rose from 29% (95% CI 21 to 39) to 78% (68 to 85) among 90 learners" in said


@pytest.mark.parametrize("n", [0, 9])
def test_public_page_of_few_says_only_that(quiz, n):
    make_answers(quiz, n, [WRONG], [KEY])

    document = public_document(outcomes(of_article(quiz.article, UNTIL)), DIGEST)

    assert (document.sections, [*texts(document)]) == (
        (),
        ["Too few answers yet: numbers appear once 10 learners have answered both times."],
    )
