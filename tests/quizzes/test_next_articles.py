from datetime import date

import pytest

from articles.models import Article, Topic
from hub.models import Learner
from quizzes.models import Phase
from quizzes.next_articles import next_articles
from tests.factories import NOW, make_article, make_attempt, make_hub, make_published_quiz, make_version
from tests.mine import device_of
from tests.taking import result_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(hub):
    return Topic.objects.create(hub=hub, slug="mrd", name="MRD")


@pytest.fixture
def article(hub, topic):
    article = make_published_quiz().article
    article.topic_lines.create(topic=topic)
    return article


def published(title: str, day: int, topic: Topic | None = None, **fields) -> Article:
    article = make_article(title=title, **fields)
    make_version(article, published_on=date(2026, 2, day))
    if topic:
        article.topic_lines.create(topic=topic)
    return article


def titles(article, *own_ids) -> list[str]:
    return [version.title for version in next_articles(article, own_ids)]


def test_same_topic_then_unanswered_then_newest_come_first(article, topic):
    learner = Learner.objects.create()
    published("New", 9)
    published("Newest", 10)
    published("Same topic", 1, topic)
    answered = published("Same topic, answered", 12, topic)
    make_attempt(make_published_quiz(article=answered), Phase.PRE, [0], learner)

    assert titles(article, learner.pk) == ["Same topic", "Same topic, answered", "Newest"]
    assert titles(article) == ["Same topic, answered", "Same topic", "Newest"]


def test_only_other_live_articles_of_the_hub_are_named(article):
    published("Translation", 2, translation_of=article)
    published("Elsewhere", 2, hub=make_hub(is_default=False))
    published("Taken down", 2, taken_down_at=NOW)
    make_article(title="Draft")

    assert titles(article) == []


def test_translation_leads_neither_to_its_original_nor_to_its_siblings(article):
    german, french = (published(name, 2, translation_of=article) for name in ("German", "French"))
    published("Other", 2)

    assert titles(german) == ["Other"]
    assert titles(french) == ["Other"]


def test_result_page_names_them_or_has_no_such_section(article):
    post = make_attempt(article.quiz, Phase.POST, [0])
    device = device_of(post.learner)
    assert "What to read next" not in device.get(result_url(post)).content.decode()

    other = published("Minimal residual disease", 2)

    page = device.get(result_url(post)).content.decode()
    assert f'<a href="/articles/{other.slug}/">Minimal residual disease</a>' in page
