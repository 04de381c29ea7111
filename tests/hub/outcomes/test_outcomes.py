"""What is counted, what is left out, and that a cut-off gives the same content for ever."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from hub.canonical import canonical
from hub.models import FlagKind
from hub.reports.outcomes import content, of_article, of_funder, outcomes, read
from hub.stats import Interval, Pairs
from hub.suppression import PUBLISHED, carried, dated, too_small
from quizzes.models import Answer, Phase
from quizzes.reports import quiz_report
from tests.answered import KEY, OTHER_WRONG, WRONG, make_answers, make_responses, make_sixty_pairs, store_attempts
from tests.factories import NOW, flag, make_agreement, make_funder, make_published_survey
from tests.supported import make_supported_quiz
from tests.tampering import tampering

UNTIL = date(2026, 4, 1)
LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)


def report_of(funder="Sample Pharma", until=UNTIL):
    return outcomes(of_funder(make_funder(funder), until))


@pytest.fixture
def quiz(hub):
    return make_supported_quiz(title="Anti-CD38 antibodies")


def test_sixty_pairs_give_the_numbers_of_the_quiz_report(quiz):
    make_sixty_pairs(quiz)
    make_answers(quiz, 12, [WRONG])
    staff = make_answers(quiz, 10)
    for attempt in store_attempts(quiz, Phase.PRE, staff, [KEY]):
        flag(attempt, FlagKind.STAFF)

    report = report_of()

    of_quiz = quiz_report(quiz)
    question = report.questions[0]
    assert (report.learners, report.before, report.after, report.sums.learners) == (72, 72, 60, 60)
    assert report.pairs == question.pairs == Pairs(retained=22, unlearned=4, learned=18, never=16)
    assert (report.change.estimate, report.change.interval) == (of_quiz.change.estimate, of_quiz.change.interval)
    assert question.report.change.interval == of_quiz.questions[0].change.interval
    assert question.transitions == of_quiz.questions[0].transitions
    assert question.exclusions == of_quiz.questions[0].exclusions
    assert [(row.reason, row.n) for row in report.left_out] == [
        ("Answered only before reading", 12),
        ("Flagged: Staff", 10),
    ]
    assert report.conservative_change == (18 - 4) / 72


def test_same_cut_off_gives_the_same_bytes_whatever_is_answered_later(quiz):
    make_sixty_pairs(quiz)
    unfinished = make_answers(quiz, 10, [WRONG])
    first = canonical(content(report_of()))

    store_attempts(quiz, Phase.POST, unfinished, [KEY], LATER)
    make_answers(quiz, 30, [WRONG], [KEY], before_at=LATER, after_at=LATER)

    assert canonical(content(report_of())) == first
    assert report_of(until=date(2026, 5, 1)).sums.learners == 60 + 10 + 30


def test_content_is_read_back_whole(quiz):
    make_sixty_pairs(quiz)
    survey = make_published_survey(quiz.article)
    make_responses(survey, 4, 2, n=12, specialty="Haematology", country="DE")
    report = report_of()

    values = json.loads(canonical(dated(content(report), "2026-04-01")))
    assert read(values) == report
    assert too_small(values, PUBLISHED) == []


def test_rows_of_the_edition_before_are_read_like_any_other(quiz):
    make_sixty_pairs(quiz)
    before = dated(content(report_of()), "2026-04-01")
    make_answers(quiz, 5, [WRONG], [KEY], before_at=LATER, after_at=LATER)
    after = dated(content(report_of(until=date(2026, 5, 1))), "2026-05-01")

    report = read(carried(before, after, PUBLISHED))

    # Five learners more would be told by subtraction.
    assert (report.until, report.sums.learners, report.questions[0].pairs.n) == ("2026-05-01", 60, 60)


def test_small_articles_and_questions_are_in_no_sum(hub):
    agreement = make_agreement("Sample Pharma")
    large, small = make_supported_quiz(agreement, 2, title="Large"), make_supported_quiz(agreement, title="Small")
    make_answers(large, 20, [WRONG, WRONG], [KEY, KEY])
    make_answers(small, 9, [WRONG], [KEY])

    report = report_of()

    assert [(row.title, row.is_counted, row.learners) for row in report.articles] == [
        ("Large", True, 20),
        ("Small", False, 0),
    ]
    assert (report.learners, report.pairs.n, len(report.questions), report.n_small_questions) == (20, 40, 2, 0)


def test_question_that_nine_answered_both_times_is_left_out_and_counted(quiz):
    make_answers(quiz, 9, [WRONG], [KEY])
    make_answers(quiz, 5, [WRONG])

    report = report_of()

    assert (report.learners, report.questions, report.pairs.n, report.n_small_questions) == (14, (), 0, 1)
    # Nine learners answered after reading: too few to be told.
    assert (report.before, report.after) == (14, None)


def test_groups_are_of_the_learners_of_the_change_and_never_small(quiz):
    make_answers(quiz, 25, [WRONG], [KEY], specialty="Haematology", country="DE")
    make_answers(quiz, 12, [WRONG], [WRONG], specialty="Nephrology", country="GB")
    make_answers(quiz, 9, [KEY], [KEY], specialty="Urology", country="FR")

    report = report_of()

    # Nine urologists alone would follow from the total, so the nephrologists stand with them.
    assert [(row.value, row.n) for row in report.specialties.rows] == [("Haematology", 25)]
    assert report.specialties.kept_back == 21
    assert [(row.dimension, row.value, row.pairs) for row in report.cohorts] == [
        ("specialty", "Haematology", Pairs(0, 0, 25, 0)),
        ("country", "DE", Pairs(0, 0, 25, 0)),
    ]


def test_learners_are_clusters_over_articles(hub):
    agreement = make_agreement("Sample Pharma")
    one, two = make_supported_quiz(agreement), make_supported_quiz(agreement)
    learners = make_answers(one, 20, [WRONG], [KEY])
    store_attempts(two, Phase.PRE, learners, [KEY])
    store_attempts(two, Phase.POST, learners, [WRONG])
    make_answers(two, 5, [WRONG], [KEY])

    report = report_of()

    assert (report.learners, report.sums.learners, report.sums.answers, report.sums.change) == (25, 25, 45, 5)
    assert report.change.interval != Interval(-1, 1)
    assert [article.learners for article in report.articles] == [20, 25]


@pytest.mark.parametrize("articles", [1, 3])
def test_number_of_queries_is_fixed(hub, articles, django_assert_num_queries):
    agreement = make_agreement("Sample Pharma")
    for _place in range(articles):
        quiz = make_supported_quiz(agreement, 2)
        make_answers(quiz, 12, [WRONG, KEY], [KEY, KEY])
        make_responses(make_published_survey(quiz.article), 4, 5, n=11)
    subject = of_funder(make_funder("Sample Pharma"), UNTIL)

    with django_assert_num_queries(18):
        outcomes(subject)


def test_statements_count_once_an_article_and_eligible_is_who_was_shown_it(quiz):
    make_sixty_pairs(quiz)
    survey = make_published_survey(quiz.article, ["Clear", "Seldom answered"])
    make_responses(survey, 5, "blank", n=8)
    make_responses(survey, "not applicable", 3, n=2)
    make_responses(survey, 2, "blank", n=6)
    make_responses(survey, 1, 1, n=30, flag="staff")

    report = report_of()

    assert [(row.text, row.learners, row.eligible, row.counts, row.not_applicable) for row in report.statements] == [
        ("Clear", 14, 16, (0, 6, 0, 0, 8), 2)
    ]
    # Who answered the quiz after reading came as far as the survey, whether or not they answered it.
    assert (report.responses, report.reached) == (16, 76)


def test_confidence_counts_matched_answers_by_right_and_sure(quiz):
    make_answers(quiz, 12, [WRONG], [KEY])
    make_answers(quiz, 3, [OTHER_WRONG], [WRONG])
    before_ids = list(Answer.objects.filter(attempt__phase=Phase.PRE).values_list("pk", flat=True))
    with tampering(Answer):
        QuerySet(Answer).filter(pk__in=before_ids).update(confidence=5)
        QuerySet(Answer).exclude(pk__in=before_ids).update(confidence=3)

    found = report_of().confidence

    assert (found.learners, found.wrong_sure, found.right_unsure, found.wrong_unsure, found.n) == (
        15,
        (15, 0),
        (0, 12),
        (0, 3),
        15,
    )


def test_nothing_answered_gives_an_empty_report(quiz):
    report = report_of()

    assert (report.learners, report.pairs.n, report.questions, report.cohorts, report.confidence) == (
        0,
        0,
        (),
        (),
        None,
    )
    assert report.change.estimate is None


def test_content_holds_no_learner_and_no_instant(quiz):
    learners = make_answers(quiz, 20, [WRONG], [KEY], specialty="Haematology")

    text = canonical(content(report_of()))

    assert not any(str(learner.pk) in text for learner in learners)
    assert NOW.isoformat()[:16] not in text


def test_article_has_the_numbers_of_its_funder(quiz):
    make_sixty_pairs(quiz)

    of_funder_, own = report_of(), outcomes(of_article(quiz.article, UNTIL))

    assert (own.pairs, own.sums, own.questions, own.learners) == (
        of_funder_.pairs,
        of_funder_.sums,
        of_funder_.questions,
        of_funder_.learners,
    )


def test_late_answers_are_left_out_and_told(quiz):
    make_answers(quiz, 12, [WRONG], [KEY])
    start = NOW - timedelta(days=40)
    make_answers(quiz, 10, [WRONG], [KEY], before_at=start, after_at=NOW)

    report = report_of()

    assert report.pairs == Pairs(0, 0, 12, 0)
    assert [(row.reason, row.n) for row in report.left_out] == [
        ("Second answers more than 30 days after the first", 10)
    ]
