"""Figures and video on the page: what readers see, what screen readers hear, in which order sources are numbered."""

import pytest

from articles.rendering import numbering_of, render_body
from articles.rendering.media import language_name, rights_text
from tests.articles.rendering.test_body import FRAME, SHOWN, csl

FILES = {
    "km.png": {"path": "articles/1/aa.png", "width": 1200, "height": 600},
    "small.jpg": {"path": "articles/1/bb.jpg", "width": 300, "height": 200},
    "talk.webm": {"path": "articles/1/cc.webm"},
    "en.vtt": {"path": "articles/1/dd.vtt"},
    "de.vtt": {"path": "articles/1/ee.vtt"},
    "talk.txt": {"text": "Welcome & thank <you>.\n\nSecond part."},
}
FIGURE = {
    "block": "figure",
    "id": "f-1",
    "file": "km.png",
    "caption": "Survival of *all*.[@a]",
    "alt": 'Two "curves"',
    "long_description": "They part.[@c]\n\nLater.",
    "source_cites": ["b"],
    "rights": {"basis": "reproduced", "holder": "Press & Co", "permission_ref": "P-1"},
}
VIDEO = {
    "provider": "Example Tube",
    "file": "talk.webm",
    "url": "https://video.example.org/?a=1&b=2",
    "duration": "PT12M30S",
    "poster": "small.jpg",
    "poster_alt": "A lectern",
    "captions": [{"lang": "en", "file": "en.vtt"}, {"lang": "de-CH", "file": "de.vtt"}, {"lang": "fr"}],
    "transcript": "talk.txt",
    "chapters": [{"at": "0:00", "title": "Start <1>"}, {"at": "PT1M15S", "title": "Phase 3", "cites": ["c", "a"]}],
}


def body(*blocks, video=None) -> str:
    """The HTML of the running text."""
    article = {"slug": "sample", "title": "T", "lead": "Lead.[@d]", "body": list(blocks)}
    content = {
        "article": article | ({"video": video} if video else {}),
        "references": [csl(key, key.upper()) for key in "abcd"],
    }
    html = render_body(content, numbering_of(content), SHOWN | {"files": FILES}, FRAME)
    return html.partition('id="text">')[2].partition('</div>\n<section class="row"')[0]


def lines(html: str) -> list[str]:
    return [line for line in html.splitlines() if line.strip()]


def cluster(number: int, place: int) -> str:
    return f'<sup class="cite" id="c{place}"><a href="#ref-{number}" aria-label="Reference {number}">{number}</a></sup>'


def test_figure_shows_picture_caption_source_right_and_description():
    html = body(FIGURE)

    assert lines(html[html.index("<figure") : html.index("</figure>") + 9]) == [
        '<figure class="figure" id="t-f-1"><span id="s-f-1"></span>',
        '<img src="/media/articles/1/aa.png" srcset="/media/articles/1/aa-480.webp 480w, /media/articles/1/aa-960.webp 960w,'
        ' /media/articles/1/aa.png 1200w" sizes="(min-width: 58rem) 44rem, 100vw" width="1200" height="600"'
        ' alt="Two &quot;curves&quot;" loading="lazy" decoding="async" aria-describedby="figure-1-description">',
        f"<figcaption><b>Figure 1.</b> Survival of <em>all</em>.{cluster(2, 2)}"
        f' <span class="figure__source">Source.{cluster(3, 3)} Reproduced with permission: Press &amp; Co, P-1.</span></figcaption>',
        '<details id="figure-1-description"><summary>Description of figure 1</summary>'
        f"<p>They part.{cluster(4, 4)}</p><p>Later.</p></details>",
        "</figure>",
    ]


def test_small_figure_has_no_copies_and_nothing_it_does_not_say():
    html = body({"block": "figure", "file": "small.jpg"}, FIGURE)

    assert lines(html[html.index("<figure") : html.index("</figure>") + 9]) == [
        '<figure class="figure" id="figure-1">',
        '<img src="/media/articles/1/bb.jpg" width="300" height="200" alt="" loading="lazy" decoding="async">',
        "<figcaption><b>Figure 1.</b> </figcaption>",
        "</figure>",
    ]
    assert "<b>Figure 2.</b>" in html


def test_missing_picture_is_said_in_the_preview():
    assert "The picture is missing." in body(FIGURE | {"file": "gone.png"})


def test_video_of_ours_plays_here_with_captions_chapters_and_transcript():
    html = body({"block": "paragraph", "text": "Text.[@b]"}, {"block": "video", "id": "v-1"}, video=VIDEO)

    assert lines(html[html.index("<figure") : html.index("</figure>") + 9]) == [
        '<figure class="figure video" id="s-v-1">',
        '<video controls preload="none" playsinline poster="/media/articles/1/bb.jpg" width="300" height="200"'
        ' aria-label="A lectern">',
        '<source src="/media/articles/1/cc.webm" type="video/webm">',
        '<track kind="captions" src="/media/articles/1/dd.vtt" srclang="en" label="English" default>',
        '<track kind="captions" src="/media/articles/1/ee.vtt" srclang="de-CH" label="Deutsch">',
        '<a href="/media/articles/1/cc.webm">Download the video</a>',
        "</video>",
        '<figcaption><a href="https://video.example.org/?a=1&amp;b=2" rel="noopener">Watch at Example Tube</a>'
        ' <time datetime="PT12M30S">12:30</time></figcaption>',
        '<section class="video__chapters" aria-label="Chapters of the video"><ol>',
        '<li><a href="/media/articles/1/cc.webm#t=0" data-at="0"><time datetime="PT0S">0:00</time> Start &lt;1&gt;</a></li>',
        '<li><a href="/media/articles/1/cc.webm#t=75" data-at="75"><time datetime="PT1M15S">1:15</time> Phase 3</a>\u200a'
        '<sup class="cite" id="c3"><a href="#ref-3" aria-label="Reference 3">3</a>,<a href="#ref-4" aria-label="Reference 4">4</a></sup></li>',
        "</ol></section>",
        "<details><summary>Transcript of the video</summary><p>Welcome &amp; thank &lt;you&gt;.</p>",
        "<p>Second part.</p></details>",
        "</figure>",
    ]


def test_video_at_a_provider_is_a_plain_link():
    video = {name: held for name, held in VIDEO.items() if name in ("url", "poster", "poster_alt", "chapters")}

    html = body(video=video)

    assert lines(html[html.index("<figure") : html.index("</figure>") + 9])[:4] == [
        '<figure class="figure video" id="s-video">',
        '<img src="/media/articles/1/bb.jpg" width="300" height="200" alt="A lectern" loading="lazy" decoding="async">',
        '<figcaption><a href="https://video.example.org/?a=1&amp;b=2" rel="noopener">Watch at video.example.org</a></figcaption>',
        '<section class="video__chapters" aria-label="Chapters of the video"><ol>',
    ]
    assert '<li><time datetime="PT0S">0:00</time> Start &lt;1&gt;</li>' in html
    assert not any(tag in html for tag in ("<iframe", "<embed", "<object", "<video", "<script"))


@pytest.mark.parametrize(
    ("blocks", "order"),
    [
        ([{"block": "paragraph", "text": "x[@b]"}, {"block": "video"}], {"d": 1, "b": 2, "c": 3, "a": 4}),
        ([{"block": "paragraph", "text": "x[@b]"}], {"d": 1, "c": 2, "a": 3, "b": 4}),
        ([FIGURE, {"block": "video"}], {"d": 1, "a": 2, "b": 3, "c": 4}),
    ],
)
def test_sources_of_chapters_count_where_the_video_stands(blocks, order):
    content = {"article": {"lead": "[@d]", "body": blocks, "video": VIDEO}}

    assert numbering_of(content) == order


def test_video_without_a_place_stands_before_the_text():
    html = body({"block": "paragraph", "text": "Some text."}, video=VIDEO)

    assert html.index("Lead.") < html.index("<video") < html.index("Some text.")


@pytest.mark.parametrize(
    ("rights", "sentence"),
    [
        ({}, ""),
        ({"basis": "own"}, ""),
        ({"basis": "own", "holder": "The hub"}, "Figure: The hub."),
        ({"basis": "redrawn"}, "Redrawn."),
        ({"basis": "redrawn", "holder": "from table 2"}, "Redrawn: from table 2."),
        (
            {"basis": "licensed", "holder": "Press", "permission_ref": "CC BY 4.0"},
            "Used under licence: Press, CC BY 4.0.",
        ),
        ({"basis": "licensed"}, "Used under licence."),
        ({"basis": "reproduced"}, "Reproduced with permission."),
    ],
)
def test_right_is_a_sentence(rights, sentence):
    assert rights_text(rights) == sentence


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("fr-CA", "français"), ("xx", "xx")])
def test_language_is_named_in_itself(code, name):
    assert language_name(code) == name
