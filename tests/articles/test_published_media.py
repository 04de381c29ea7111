"""Figures and video of published versions: frozen with the version, shown for good."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles import actions
from articles.files import files_by_name, keep, read_file, shown_files
from articles.models import ArticleVideo, FigureBlock, VideoChapter
from articles.preview import preview_html
from tests import factories
from tests.articles.bundle import bundles

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(hub, monkeypatch):
    monkeypatch.setattr(actions, "_refuse_errors", lambda article, now: [])
    article = factories.make_article(hub, slug="sample")
    FigureBlock.objects.create(parent=article, region="main", ordering=10, file=put(article, bundles.picture()))
    return article


def put(article, content: bytes, name: str = "one.png", kind: str = "picture") -> str:
    return keep(article, name, read_file(kind, ContentFile(content)), files_by_name(article), []).name


def publish(article, rhea, paul):
    actions.approve(article=article, reviewer=rhea)
    return actions.publish(article=article, publisher=paul)


def picture_in(html: str) -> str:
    return html.partition('<img src="/media/')[2].partition('"')[0]


def test_version_holds_what_it_shows_of_its_files(article, rhea, paul):
    version = publish(article, rhea, paul)

    row = files_by_name(article)["one.png"]
    assert version.shown["files"] == {"one.png": {"path": row.path, "width": 3, "height": 2}}
    assert picture_in(version.body_html) == row.path == picture_in(preview_html(article))


def test_replaced_picture_needs_a_new_approval_and_leaves_the_old_version_as_it_was(
    article, rhea, paul, client, settings
):
    old = publish(article, rhea, paul)
    FigureBlock.objects.update(file=put(article, bundles.picture(mode="L")))

    with pytest.raises(actions.Refused, match="No reviewer has approved this content as it stands now"):
        actions.publish(article=article, publisher=paul)
    new = publish(article, rhea, paul)

    page = client.get(reverse("articles:version", args=["sample", old.number])).content.decode()
    paths = [picture_in(page), picture_in(new.body_html)]
    assert paths[0] != paths[1]
    assert all(Path(settings.MEDIA_ROOT, path).is_file() for path in paths)
    assert actions.body_of(
        old, {"article": {"slug": "sample", "title": "T", "body": [{"block": "figure", "file": "one.png"}]}}
    )


def test_page_with_a_video_of_ours_loads_the_module_of_chapters_and_no_other_page_does(article, rhea, paul, client):
    publish(article, rhea, paul)
    without = client.get(reverse("articles:detail", args=["sample"])).content.decode()
    ArticleVideo.objects.create(article=article, file=put(article, bundles.WEBM, "talk.webm", "video"))
    VideoChapter.objects.create(article=article, at="1:15", title="Results")
    publish(article, rhea, paul)

    answer = client.get(reverse("articles:detail", args=["sample"]))

    assert "chapters.js" not in without
    assert "chapters.js" in answer.content.decode()
    assert "media-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_media_may_be_opened_alone_and_run_nothing(article, client):
    row = files_by_name(article)["one.png"]

    answer = client.get(row.url)

    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; img-src 'self'; media-src 'self'; sandbox allow-same-origin; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("n_figures", [1, 3])
def test_files_are_read_in_one_query(article, n_figures, django_assert_num_queries):
    for number in range(1, n_figures):
        name = put(article, bundles.picture(), f"{number}.png")
        FigureBlock.objects.create(parent=article, region="main", ordering=10 * number, file=name)
    content = bundles.exported(article)

    with django_assert_num_queries(1):
        assert len(shown_files(article, content)) == n_figures
