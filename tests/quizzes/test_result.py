import re
from uuid import uuid4

import pytest
from django.utils import timezone

from articles.models import Reference
from hub.models import Learner, LearnerLink, account_mac
from quizzes.models import Phase, PinnedQuestion, QuestionVersion, VersionOption
from tests.factories import (
    NOW,
    PASSWORD,
    freeze_question,
    make_article,
    make_attempt,
    make_published_quiz,
    make_published_survey,
    make_question,
    make_version,
)
from tests.taking import new_client, quiz_url, result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(hub):
    return make_published_quiz(questions=2)


@pytest.fixture
def learner(db):
    return Learner.objects.create()


@pytest.fixture
def device(learner):
    client = new_client()
    client.cookies["lid"] = str(learner.pk)
    return client


def page_of(device, attempt) -> str:
    response = device.get(result_url(attempt))
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The text of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(html: str, number: int) -> str:
    return re.search(rf'<section class="row" aria-labelledby="question-{number}">.*?</section>', html, re.DOTALL)[0]


def quiz_with_sources(**fields):
    """A published quiz of one question with rationale, feedback and sources, and evidence in the text."""
    for key, title in (("first", "First source"), ("second", "Second source"), ("unused", "Unused source")):
        Reference.objects.create(key=key, title=title, csl={"type": "webpage", "title": title})
    quiz = make_published_quiz(questions=0)
    question = make_question(
        rationale='<p>Because <strong>Gamma</strong>.<cite data-ref="second"></cite></p>', refs="second first", **fields
    )
    PinnedQuestion.objects.create(
        article_version=quiz.article.versions.get(),
        quiz=quiz,
        question_version=freeze_question(question),
        evidence="imroz",
        order=0,
    )
    return quiz


# Whose result


def test_result_is_shown_to_its_learner_only(device, quiz, learner, ada, dan):
    attempts = [make_attempt(quiz, phase, [0, 0], learner) for phase in (Phase.PRE, Phase.POST)]
    stranger, other, staff = new_client(), new_client(), new_client()
    other.cookies["lid"] = str(Learner.objects.create().pk)
    staff.login(username=ada.email, password=PASSWORD)

    for attempt in attempts:
        assert device.get(result_url(attempt)).status_code == 200
        assert [client.get(result_url(attempt)).status_code for client in (stranger, other, staff)] == [404] * 3


def test_foreign_result_looks_like_a_missing_one(quiz):
    attempt = make_attempt(quiz, Phase.POST, [0, 0])

    foreign, missing = (new_client().get(f"/quizzes/attempts/{pk}/") for pk in (attempt.pk, uuid4()))

    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)


def test_account_sees_its_result_on_any_device(quiz, learner, dan):
    LearnerLink.objects.create(account_mac=account_mac(dan.pk), learner=learner)
    client = new_client()
    client.login(username=dan.email, password=PASSWORD)

    assert client.get(result_url(make_attempt(quiz, Phase.POST, [0, 0], learner))).status_code == 200


def test_result_is_private_and_not_indexed(device, quiz, learner):
    response = device.get(result_url(make_attempt(quiz, Phase.POST, [0, 0], learner)))

    assert response["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


# Before reading


def test_pre_attempt_tells_own_answers_and_nothing_of_the_key(device, quiz, learner):
    html = page_of(device, make_attempt(quiz, Phase.PRE, [0, None], learner))

    assert "Your answers are stored. Now read the article" in words(html)
    assert "Question 1? Your answer: Alpha Question 2? Your answer: I do not know" in words(html)
    assert f'href="/articles/{quiz.article.slug}/#text"' in html
    assert quiz_url(quiz, "post") in html
    for secret in ("Gamma", "About Alpha", "orrect", "Key", "mark"):
        assert secret not in html


def test_pre_attempt_says_the_same_whether_right_or_wrong(quiz):
    pages = []
    for place in (0, 2):
        attempt = make_attempt(quiz, Phase.PRE, [place, place])
        client = new_client()
        client.cookies["lid"] = str(attempt.learner_id)
        pages.append(page_of(client, attempt).replace("Alpha", "OPTION").replace("Gamma", "OPTION"))

    assert pages[0] == pages[1]


def test_pre_attempt_leads_to_the_result_once_there_is_one(device, quiz, learner):
    pre = make_attempt(quiz, Phase.PRE, [0, 0], learner)
    post = make_attempt(quiz, Phase.POST, [2, 2], learner)

    html = page_of(device, pre)

    assert result_url(post) in html
    assert "Gamma" not in html


# After reading


def test_change_is_told_in_words_and_drawn(device, quiz, learner):
    make_attempt(quiz, Phase.PRE, [2, 0], learner)

    html = page_of(device, make_attempt(quiz, Phase.POST, [2, 2], learner))

    assert "You answered 1 of 2 questions correctly before reading and 2 of 2 after." in words(html)
    assert '<desc id="chart-text">1 of 2 before, 2 of 2 after.</desc>' in html


def test_without_a_pre_there_is_a_score_and_no_comparison(device, quiz, learner):
    html = page_of(device, make_attempt(quiz, Phase.POST, [2, 0], learner))

    assert "You answered 1 of 2 questions correctly after reading." in words(html)
    assert "There are no answers from before reading to compare with." in words(html)
    assert "<desc" not in html
    assert "Before reading" not in html


def test_one_question_is_counted_in_the_singular(device, hub, learner):
    quiz = make_published_quiz()
    make_attempt(quiz, Phase.PRE, [0], learner)

    html = page_of(device, make_attempt(quiz, Phase.POST, [2], learner))

    assert "You answered 0 of 1 question correctly before reading and 1 of 1 after." in words(html)


def test_pre_of_another_version_is_not_compared(device, quiz, learner):
    make_attempt(quiz, Phase.PRE, [2, 2], learner)
    version = make_version(quiz.article)
    for order, question in enumerate(quiz.questions.order_by("pk")):
        PinnedQuestion.objects.create(
            article_version=version, quiz=quiz, question_version=freeze_question(question, number=2), order=order
        )

    html = page_of(device, make_attempt(quiz, Phase.POST, [2, 2], learner))

    assert "There are no answers from before reading to compare with." in words(html)


def test_each_question_tells_own_answers_key_and_every_reason(device, quiz, learner):
    make_attempt(quiz, Phase.PRE, [0, 2], learner)

    html = page_of(device, make_attempt(quiz, Phase.POST, [2, 2], learner))

    assert words(section(html, 1)) == (
        "Question 1 of 2 Question 1? Before reading Not correct After reading Correct "
        "A Alpha Your answer before About Alpha. B Beta About Beta. "
        "C Gamma Key Your answer after About Gamma. D Delta About Delta. "
        "Not enough answers yet to compare with colleagues."
    )
    assert "C Gamma Key Your answer before and after About Gamma." in words(section(html, 2))


def test_i_do_not_know_is_told_as_such(device, quiz, learner):
    html = page_of(device, make_attempt(quiz, Phase.POST, [None, 2], learner))

    assert "After reading You did not know A Alpha About Alpha." in words(section(html, 1))


def test_score_is_as_it_was_when_stored(device, quiz, learner):
    """A key corrected later does not rewrite what this learner was told."""
    attempt = make_attempt(quiz, Phase.POST, [2, 2], learner)
    question = quiz.questions.get(stem="Question 1?")
    question.options.filter(is_key=True).update(is_key=False)
    question.options.filter(text="Alpha").update(is_key=True)

    assert "You answered 2 of 2 questions correctly" in words(page_of(device, attempt))


def test_rationale_is_shown_with_sources_and_the_passage(device, hub, learner):
    quiz = quiz_with_sources()

    html = page_of(device, make_attempt(quiz, Phase.POST, [2], learner))

    question = section(html, 1)
    assert "<strong>Gamma</strong>" in question
    assert f'href="/articles/{quiz.article.slug}/#s-imroz">Read the passage</a>' in question
    assert "Sources: reference 1, reference 2." in words(question).replace(" ,", ",").replace(" .", ".")
    references = re.findall(r'<li id="(ref-\d)">(.*?)</li>', html)
    assert [(anchor, words(entry)) for anchor, entry in references] == [
        ("ref-1", "Second source."),
        ("ref-2", "First source."),
    ]


def test_source_retracted_later_is_marked(device, hub, learner):
    quiz = quiz_with_sources()
    Reference.objects.filter(key="first").update(status="retracted")

    html = page_of(device, make_attempt(quiz, Phase.POST, [2], learner))

    assert "retracted" in html.lower()


def test_frozen_text_is_cleaned_again(device, hub, learner):
    """Whatever a stored version holds: nothing of it becomes a script or a tag outside the vocabulary."""
    quiz = make_published_quiz(questions=0)
    version = QuestionVersion.objects.create(
        question=make_question(),
        number=1,
        series=1,
        stem="<script>alert(1)</script>",
        rationale='<p onclick="alert(2)">Why <img src=x onerror=alert(3)><em>so</em></p>',
        content_hash="0" * 64,
        created_at=NOW,
    )
    VersionOption.objects.create(
        version=version, slot="1", text="<b>A</b>", feedback='<a href="javascript:alert(4)">x</a>', is_key=True, order=0
    )
    PinnedQuestion.objects.create(
        article_version=quiz.article.versions.get(), quiz=quiz, question_version=version, order=0
    )

    html = page_of(device, make_attempt(quiz, Phase.POST, [0], learner))

    assert "<p>Why <em>so</em></p>" in html
    assert "&lt;b&gt;A&lt;/b&gt;" in html
    assert not re.search(r"<script|<img|onclick|onerror|javascript:", html)


def test_survey_is_offered_where_there_is_one(device, quiz, learner):
    attempt = make_attempt(quiz, Phase.POST, [2, 2], learner)
    assert "/surveys/" not in page_of(device, attempt)

    make_published_survey(quiz.article)

    assert f'href="/surveys/{quiz.article.slug}/"' in page_of(device, attempt)


def test_result_stays_when_the_article_is_taken_down(device, quiz, learner):
    attempt = make_attempt(quiz, Phase.POST, [2, 2], learner)
    quiz.article.taken_down_at = attempt.submitted_at
    quiz.article.save()

    html = page_of(device, attempt)

    assert quiz.article.title in html
    assert f"/articles/{quiz.article.slug}/" not in html


@pytest.mark.parametrize("n", [1, 3])
def test_result_takes_a_fixed_number_of_queries(device, hub, learner, n, django_assert_num_queries):
    quiz = make_published_quiz(questions=n, article=make_article())
    now = timezone.now()
    pre, post = (make_attempt(quiz, phase, [2] * n, learner, submitted_at=now) for phase in (Phase.PRE, Phase.POST))

    # Attempt, the learner's others, live version; pins, options, answers twice, colleagues; what to read next; survey.
    # Withdrawn questions and corrected keys are asked for; sources take one more. For the offer to answer again: the
    # visitor's attempts, live version. The process may know the questions.
    with django_assert_num_queries(16):
        device.get(result_url(post))
    # Attempt, the learner's others, live version, answers, pins.
    with django_assert_num_queries(5):
        device.get(result_url(pre))
