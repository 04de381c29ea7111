from articles.models import TextBlock
from articles.preview import preview_html
from quizzes.models import QuestionVersion
from tests import factories
from tests.factories import NOW


def test_preview_shows_the_working_copy_with_its_quiz(hub):
    article = factories.make_ready_article(hub)
    TextBlock.objects.create(parent=article, region="main", ordering=20, text="<p>Not yet published.</p>")

    html = preview_html(article, NOW)

    assert ("Not yet published." in html, "Which trial?" in html, "Made without external funding." in html) == (
        True,
        True,
        True,
    )


def test_preview_writes_nothing(hub):
    preview_html(factories.make_ready_article(hub), NOW)

    assert QuestionVersion.objects.count() == 0
