"""Rows for tests. Everything has a plain default; a test names only what it is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from articles.models import Approval, Article, ArticleVersion, TextBlock
from hub.models import Declaration, FlagKind, Hub, Learner, Person, User
from quizzes.models import (
    Answer,
    Attempt,
    AttemptFlag,
    Option,
    Phase,
    PinnedQuestion,
    Question,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    VersionOption,
)
from quizzes.rollups.contributing import recounting
from quizzes.rollups.states import Scope
from sponsors.bands import USUAL_TIERS
from sponsors.models import Agreement, ArticleSupport, Company, Funder, Product, ProductOwner
from surveys.models import PinnedStatement, Statement, StatementVersion, Survey, SurveyStatement
from tests.tampering import tampering

OPTIONS = ("Alpha", "Beta", "Gamma", "Delta")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
_number = count(1)


def make_hub(**fields) -> Hub:
    slug = fields.pop("slug", f"hub-{next(_number)}")
    return Hub.objects.create(
        **{
            "slug": slug,
            "name": "Example Hub",
            "short_name": "ex Hub",
            "publisher": "Example Publisher",
            "is_default": True,
        }
        | fields
    )


def make_user(name: str, **fields) -> User:
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title(), **fields)


def make_staff(name: str, *roles: str) -> User:
    user = make_user(name, is_staff=True)
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return user


def make_person(**fields) -> Person:
    number = next(_number)
    return Person.objects.create(**{"slug": f"person-{number}", "name": f"Sample Person {number}"} | fields)


def make_article(hub: Hub | None = None, **fields) -> Article:
    number = next(_number)
    hub = hub or Hub.objects.filter(is_default=True).first() or make_hub()
    return Article.objects.create(**{"hub": hub, "slug": f"article-{number}", "title": f"Article {number}"} | fields)


def make_question(stem: str = "Which trial?", options: Sequence[str] = OPTIONS, key: int = 2, **fields) -> Question:
    """A working question; `key` is the index of the right option."""
    question = Question.objects.create(stem=stem, **fields)
    for index, text in enumerate(options):
        Option.objects.create(
            question=question,
            slot=str(index + 1),
            text=text,
            feedback=f"About {text}.",
            is_key=index == key,
            order=index,
        )
    return question


def freeze_question(question: Question, number: int = 1, series: int = 1) -> QuestionVersion:
    """A version row of a working question, as publication would mint it."""
    version = QuestionVersion.objects.create(
        question=question,
        number=number,
        series=series,
        stem=question.stem,
        rationale=question.rationale,
        refs=question.refs,
        content_hash=f"{question.pk:064d}",
        created_at=NOW,
    )
    for option in question.options.all():
        VersionOption.objects.create(
            version=version,
            slot=option.slot,
            text=option.text,
            feedback=option.feedback,
            is_key=option.is_key,
            order=option.order,
        )
    return version


def make_version(article: Article, **fields) -> ArticleVersion:
    """A live published version, without going through publication."""
    number = article.versions.count() + 1
    staff = User.objects.filter(is_staff=True).first() or make_user(f"staff-{next(_number)}", is_staff=True)
    approval = Approval.objects.create(article=article, content_hash="0" * 64, reviewer=staff, approved_at=NOW)
    return ArticleVersion.objects.create(
        **{
            "article": article,
            "number": number,
            "content": "{}",
            "content_hash": "0" * 64,
            "numbering": {},
            "shown": _shown(Quiz.objects.filter(article=article).first()),
            "title": article.title,
            "language": "en",
            "published_on": date(2026, 2, 1),
            "live_from": datetime(2026, 2, 1, tzinfo=UTC),
            "approval": approval,
            "published_by": staff,
            "created_at": NOW,
            "body_html": "<p>Body</p>",
        }
        | fields
    )


def make_published_quiz(
    questions: int = 1,
    article: Article | None = None,
    options: Sequence[str] = OPTIONS,
    places: Sequence[Mapping[str, Any]] = (),
    **quiz_fields,
) -> Quiz:
    """A quiz of `questions` questions with these options each (the third is the key), live on a published article.

    places: of each question, its place in the outcome plan, as fields of its pin.
    """
    article = article or make_article()
    quiz = Quiz.objects.create(article=article, **quiz_fields)
    version = article.versions.order_by("-number").first() or make_version(article)
    show_quiz(quiz)
    for order in range(questions):
        question = make_question(f"Question {order + 1}?", options)
        QuizQuestion.objects.create(quiz=quiz, question=question, key=f"q{order + 1}", order=order)
        place = places[order] if places else {}
        PinnedQuestion.objects.create(
            article_version=version, quiz=quiz, question_version=freeze_question(question), order=order, **place
        )
    return quiz


def show_quiz(quiz: Quiz, **settings) -> None:
    """Let every published version of the article show the quiz with these settings, as publication would."""
    for field, value in settings.items():
        setattr(quiz, field, value)
    quiz.save()
    versions = QuerySet(ArticleVersion).filter(article=quiz.article).exclude(shown=_shown(quiz))
    if versions.exists():
        with tampering(ArticleVersion):
            versions.update(shown=_shown(quiz))


def _shown(quiz: Quiz | None) -> dict:
    if quiz is None:
        return {}
    settings = ("mode", "presentation", "confidence", "dont_know")
    return {"quiz": {name: getattr(quiz, name) for name in settings} | {"questions": []}}


def make_published_survey(
    article: Article,
    texts=("The content was clear", "I learned something"),
    places: Sequence[Mapping[str, Any]] = (),
) -> Survey:
    """A survey with its statements pinned on the live version of a published article.

    places: of each statement, its place in the outcome plan, as fields of its pin.
    """
    survey = Survey.objects.create(article=article)
    version = article.versions.order_by("-number").first() or make_version(article)
    for order, text in enumerate(texts):
        statement = Statement.objects.create(hub=article.hub, key=f"statement-{next(_number)}", text=text)
        SurveyStatement.objects.create(survey=survey, statement=statement, order=order)
        frozen = StatementVersion.objects.create(
            statement=statement, number=1, series=1, text=text, is_reversed=False, created_at=NOW
        )
        place = places[order] if places else {}
        PinnedStatement.objects.create(
            article_version=version, survey=survey, statement_version=frozen, order=order, **place
        )
    return survey


def make_attempt(quiz: Quiz, phase: Phase, choices, learner: Learner | None = None, **fields) -> Attempt:
    """A stored attempt; `choices` holds per question the index of the chosen option, or None for "I do not know"."""
    learner = learner or Learner.objects.create()
    version = quiz.article.versions.order_by("-number").first()
    pins = PinnedQuestion.objects.filter(article_version=version, quiz=quiz).order_by("order")
    with transaction.atomic(), recounting(Scope.of(learners=[learner.pk], quizzes=[quiz.pk])):
        attempt = Attempt.objects.create(
            **{
                "learner": learner,
                "quiz": quiz,
                "phase": phase,
                "article_version": version,
                "nonce": f"nonce-{next(_number)}",
                "submitted_at": NOW,
                "submitted_on": fields.get("submitted_at", NOW).date(),
                "language": "en",
                "n_shown": len(choices),
            }
            | fields
        )
        for pin, choice in zip(pins, choices, strict=True):
            option = None if choice is None else pin.question_version.options.get(order=choice)
            Answer.objects.create(
                attempt=attempt,
                question_version=pin.question_version,
                option=option,
                was_correct=bool(option and option.is_key),
            )
    return attempt


def flag(attempt: Attempt, kind: str = FlagKind.STAFF, at: datetime = NOW) -> AttemptFlag:
    """A flag on a stored attempt, and the sums of reports without it."""
    with transaction.atomic(), recounting(Scope.of(learners=[attempt.learner_id], quizzes=[attempt.quiz_id])):
        return AttemptFlag.objects.create(attempt=attempt, kind=kind, flagged_at=at)


def declare(person: Person, on: date | None = None, interests: Sequence[str] = (), **fields) -> Declaration:
    """A declaration that covers two years: of honoraria from these companies, or of nothing."""
    declaration = Declaration.objects.create(
        person=person,
        **{
            "declared_on": on or NOW.date(),
            "look_back_months": 24,
            "has_nothing_to_declare": not interests,
            "collected_as": "form",
        }
        | fields,
    )
    for order, entity in enumerate(interests):
        declaration.interests.create(entity=entity, nature="honoraria", order=order)
    return declaration


def make_ready_article(hub: Hub | None = None, **fields) -> Article:
    """A working copy that passes preflight: objective, declared contributor, text, quiz of one question, no external funding."""
    article = make_article(
        hub, **{"summary": "A summary of sufficient length for lists and for search engines."} | fields
    )
    person = make_person()
    declare(person)
    article.contributors.create(person=person, role="medical writer")
    objective = article.objectives.create(key="LO1", text="recall the trials")
    TextBlock.objects.create(parent=article, region="main", ordering=10, text="<p>The text.</p>")
    quiz = Quiz.objects.create(article=article)
    QuizQuestion.objects.create(
        quiz=quiz, question=make_question(rationale="<p>Because.</p>"), key="q1", objective=objective
    )
    ArticleSupport.objects.create(article=article)
    return article


def make_funder(name: str = "Sample Pharma", **fields) -> Funder:
    """The funder of that name, made where there is none."""
    slug = fields.pop("slug", slugify(name))
    return Funder.objects.get_or_create(name=name, defaults={"slug": slug} | fields)[0]


def make_agreement(funder: Funder | str = "Sample Pharma", level: int | None = None, **fields) -> Agreement:
    """A confirmed agreement for articles; `level` gives it the amount band that usually has this level, from 1 to 5."""
    if level:
        fields["band"] = next(band for band, tier in USUAL_TIERS.items() if tier == level)
    return Agreement.objects.create(
        **{
            "funder": make_funder(funder) if isinstance(funder, str) else funder,
            "status": Agreement.Status.CONFIRMED,
            "has_independence_clause": True,
        }
        | fields
    )


def support_article(article: Article, *agreements: Agreement, **fields) -> ArticleSupport:
    """The support of an article by these agreements; none says: no external funding."""
    support, _created = ArticleSupport.objects.update_or_create(article=article, defaults=fields)
    for order, agreement in enumerate(agreements):
        support.lines.get_or_create(agreement=agreement, defaults={"order": order})
    return support


def make_owner(product: str, company: str, **fields) -> ProductOwner:
    """A company behind a product; either is made where there is none."""
    return ProductOwner.objects.create(
        **{
            "product": Product.objects.get_or_create(name=product)[0],
            "company": Company.objects.get_or_create(name=company)[0],
            "source": "Product information",
            "checked_on": NOW.date(),
        }
        | fields
    )
