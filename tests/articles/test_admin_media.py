"""Figures and video on the article screen: files stored clean, refused with a sentence, kept when replaced."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.models import Article, ArticleVideo, FigureBlock, StoredFile, VideoBlock, VideoCaptions, VideoChapter
from tests import factories
from tests.articles.bundle import bundles
from tests.articles.test_admin import block_rows
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


@pytest.fixture
def article():
    return factories.make_article(title="Anti-CD38", slug="anti-cd38")


def upload(name: str = "Figure 1.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, bundles.picture() if content is None else content)


def figure(**row) -> dict:
    return block_rows("figureblock", {"alt": "Two curves"} | row)


def stored_names(media) -> list[str]:
    return [path.name for path in media.rglob("*") if path.is_file()]


def test_figure_is_stored_and_shown_again(desk, article):
    rights = {"rights_basis": "licensed", "rights_holder": "Press", "permission_ref": "CC BY 4.0"}
    texts = {"caption": "<em>Survival</em>", "long_description": "<p>They part.</p>"}

    desk.save("articles.article", article.pk, rows=figure(picture=upload(), **texts, **rights))

    block, row = FigureBlock.objects.get(), StoredFile.objects.get()
    assert (block.file, block.alt, block.caption, block.long_description) == (
        "Figure-1.png", "Two curves", "<em>Survival</em>", "<p>They part.</p>",
    )  # fmt: skip
    assert (block.rights_basis, block.rights_holder, block.permission_ref) == ("licensed", "Press", "CC BY 4.0")
    page = desk.open("articles.article", article.pk).content.decode()
    assert f'<a href="{row.url}">Figure-1.png</a>' in page


def test_figure_keeps_its_picture_when_the_rest_is_changed(desk, article):
    desk.save("articles.article", article.pk, rows=figure(picture=upload()))

    desk.save("articles.article", article.pk, **{"articles_figureblock_set-0-alt": "Two lines"})

    block = FigureBlock.objects.get()
    assert (block.file, block.alt) == ("Figure-1.png", "Two lines")


def test_replaced_picture_gets_a_name_of_its_own_and_the_old_file_stays(desk, article, media):
    desk.save("articles.article", article.pk, rows=figure(picture=upload()))
    other = upload(content=bundles.picture(mode="L"))

    desk.save("articles.article", article.pk, **{"articles_figureblock_set-0-picture": other})

    block, rows = FigureBlock.objects.get(), {row.name: row for row in StoredFile.objects.all()}
    assert set(rows) == {"Figure-1.png", block.file}
    assert block.file == f"Figure-1-{rows[block.file].given_digest[:8]}.png"
    assert sorted(stored_names(media)) == sorted(f"{row.digest}.png" for row in rows.values())


def test_picture_may_be_taken_out(desk, article):
    desk.save("articles.article", article.pk, rows=figure(picture=upload()))

    desk.save("articles.article", article.pk, **{"articles_figureblock_set-0-picture-clear": "on"})

    assert FigureBlock.objects.get().file == ""
    assert StoredFile.objects.count() == 1


def test_picture_that_cannot_be_used_gets_a_sentence_and_the_rest_is_kept(desk, article, media):
    contents = (b"x" * 50_000_000, b"<svg/>", b"x", b"", bundles.picture())
    rows = [{"picture": upload(content=content), "caption": f"Caption {len(content)}"} for content in contents]

    answer = desk.send("articles.article", article.pk, title="Changed", rows=block_rows("figureblock", *rows))

    assert errors(answer) == [
        "The file cannot be used: this file has 50 MB; pictures may have at most 10 MB.",
        "The file cannot be used: it is an SVG drawing, which may hold scripts; save it as PNG.",
        "The file cannot be used: it is no JPEG, PNG or WebP picture.",
        "The submitted file is empty.",
        "Nothing was stored yet. Choose the file again.",
    ]
    shown = as_shown(answer)
    assert (shown["title"], shown["articles_figureblock_set-0-caption"]) == ("Changed", "Caption 50000000")
    assert (Article.objects.get().title, FigureBlock.objects.count(), StoredFile.objects.count()) == ("Anti-CD38", 0, 0)
    assert stored_names(media) == []


def test_good_picture_beside_a_bad_field_is_not_stored(desk, article, media):
    answer = desk.send("articles.article", article.pk, title="", rows=figure(picture=upload(), source_cites="nobody"))

    assert errors(answer) == [
        "This field is required.",
        "No reference has the key nobody. Add it under References, or choose another.",
        "Nothing was stored yet. Choose the file again.",
    ]
    assert (StoredFile.objects.count(), stored_names(media)) == (0, [])


def test_new_article_takes_a_figure_at_once(desk, article):
    desk.save(
        "articles.article", hub=article.hub_id, title="New", slug="new", rows=figure(picture=upload(name="new.png"))
    )

    assert FigureBlock.objects.get().file == "new.png"
    assert StoredFile.objects.get().article.slug == "new"


def media_rows(**video) -> dict:
    return {
        "video": [video],
        "video_captions": [{"lang": "en", "captions": upload("en.vtt", bundles.CAPTIONS.encode())}],
        "video_chapters": [{"at": "1:15", "title": "Results"}, {"at": "0:00", "title": "Start"}],
        **block_rows("videoblock", {}),
    }


def test_video_is_stored_with_captions_chapters_and_transcript(desk, article):
    rows = media_rows(
        video=upload("talk.webm", bundles.WEBM), poster_picture=upload("poster.png"), poster_alt="A lectern",
        duration="12:30", provider="Example Tube", url="video.example.org/1", transcript_text="Welcome.\r\n\r\nThank you.",
    )  # fmt: skip

    desk.save("articles.article", article.pk, rows=rows)

    assert bundles.exported(article)["article"]["video"] == {
        "provider": "Example Tube",
        "file": "talk.webm",
        "url": "https://video.example.org/1",
        "duration": "12:30",
        "poster": "poster.png",
        "poster_alt": "A lectern",
        "captions": [{"lang": "en", "file": "en.vtt"}],
        "transcript": "transcript.txt",
        "chapters": [{"at": "0:00", "title": "Start"}, {"at": "1:15", "title": "Results"}],
    }
    assert VideoBlock.objects.count() == 1
    assert as_shown(desk.open("articles.article", article.pk))["video-0-transcript_text"] == "Welcome.\n\nThank you."


def test_page_saved_as_shown_changes_nothing(desk, article):
    desk.save("articles.article", article.pk, rows=media_rows(transcript_text="Welcome.\n"))
    before = bundles.exported(article)

    desk.save("articles.article", article.pk)

    assert bundles.exported(article) == before
    assert StoredFile.objects.count() == 2


def test_changed_transcript_gets_a_name_of_its_own(desk, article):
    desk.save("articles.article", article.pk, rows=media_rows(transcript_text="Welcome."))

    desk.save("articles.article", article.pk, **{"video-0-transcript_text": "Goodbye."})
    changed = ArticleVideo.objects.get().transcript
    desk.save("articles.article", article.pk, **{"video-0-transcript_text": " "})

    assert changed.startswith("transcript-")
    assert ArticleVideo.objects.get().transcript == ""


def test_bad_rows_of_the_video_get_their_sentences(desk, article, media):
    rows = {
        "video": [
            {
                "video": upload("talk.mp4", b"x"),
                "url": "http://example.org/v",
                "duration": "long",
                "transcript_text": "x" * 1_000_001,
            }
        ],
        "video_captions": [
            {"lang": "en", "captions": upload("en.vtt", b"WEBVTT\n\nHi")},
            {"lang": "English!"},
        ],
        "video_chapters": [
            {"at": "1:15", "title": "a", "cites": "nobody"},
            {"at": "PT75S", "title": "b"},
            {"at": "soon", "title": "c"},
        ],
    }

    answer = desk.send("articles.article", article.pk, rows=rows | block_rows("videoblock", {}, {}))

    assert answer.status_code == 200
    assert sorted(errors(answer)) == [
        "Another chapter starts at this moment.",
        "No reference has the key nobody. Add it under References, or choose another.",
        "The address of the video begins with https://.",
        "The file cannot be used: it is no MP4 or WebM video.",
        "The file cannot be used: line 3 is “Hi”; times such as 00:01.000 --> 00:04.000 are expected.",
        "The transcript cannot be used: this file has 1,000,001 bytes; transcripts may have at most 1,000,000.",
        "The video stands in the text once. Delete one of its blocks.",
        "Write the language as a code such as en or de-CH.",
        "long is not a duration; write minutes and seconds, such as 12:30.",
        "soon is not a duration; write minutes and seconds, such as 12:30.",
    ]
    assert (ArticleVideo.objects.count(), VideoCaptions.objects.count(), VideoChapter.objects.count()) == (0, 0, 0)
    assert (StoredFile.objects.count(), stored_names(media)) == (0, [])


def test_language_has_captions_once(desk, article):
    rows = {"video_captions": [{"lang": "en"}, {"lang": "en"}]}

    assert "Please correct the duplicate data for lang." in errors(desk.send("articles.article", article.pk, rows=rows))


def test_reviewer_reads_figure_and_video(client, desk, article, rhea):
    figures = figure(picture=upload(), caption="Survival", rights_basis="licensed", rights_holder="Press")
    video = {
        "url": "video.example.org/1",
        "video": upload("talk.webm", bundles.WEBM),
        "transcript_text": "A < B.\n\nBye.",
    }
    desk.save("articles.article", article.pk, rows=figures | media_rows(**video))

    page = Desk(client, rhea).open("articles.article", article.pk).content.decode()

    assert f'<img class="block-picture" src="{StoredFile.objects.get(kind="picture").url}" alt="Two curves"' in page
    assert "<p>Licensed, Press</p>" in page
    assert all(words in page for words in ("https://video.example.org/1", "Results"))
    links = [f'<a href="{row.url}">{row.name}</a>' for row in StoredFile.objects.filter(kind__in=("video", "captions"))]
    assert len(links) == 2
    assert all(link in page for link in links)
    assert "<p>A &lt; B.</p>" in page
    assert "<p>Bye.</p>" in page
    assert 'type="file"' not in page


def test_queries_do_not_grow_with_figures(desk, article):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.open("articles.article", article.pk)
        return len(queries)

    desk.save("articles.article", article.pk, rows=figure(picture=upload()))
    one = count()
    more = block_rows("figureblock", *({"picture": upload(f"{number}.png")} for number in range(2)))
    desk.save("articles.article", article.pk, rows=more)

    assert count() == one


def test_camera_data_is_gone(desk, article):
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    desk.save("articles.article", article.pk, rows=figure(picture=upload("a.jpg", bundles.picture("JPEG", exif=exif))))

    with default_storage.open(StoredFile.objects.get().path) as stored:
        content = stored.read()
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
