"""Editorial checks of figures and video, each by content that breaks it."""

from datetime import date

import pytest

from articles.checks import media

ON = date(2026, 3, 2)
FIGURE = {
    "block": "figure",
    "file": "km.png",
    "caption": "Survival",
    "alt": "Two curves",
    "source_cites": ["a"],
    "rights": {"basis": "reproduced", "holder": "Press", "permission_ref": "P-1"},
}
VIDEO = {
    "file": "talk.webm",
    "poster": "poster.png",
    "poster_alt": "A lectern",
    "captions": [{"lang": "en", "file": "a.vtt"}],
    "transcript": "talk.txt",
}
PLACE = "article.body[1]"


def found(figure=None, video=None):
    body = [{"block": "paragraph", "text": "Text."}, *([figure] if figure else [])]
    content = {"article": {"body": body} | ({"video": video} if video else {})}
    return [
        (one.rule, one.severity, one.where)
        for check in (media.pictures, media.rights, media.video)
        for one in check(content, ON)
    ]


def test_complete_figure_and_video_have_no_finding():
    assert found(FIGURE, VIDEO) == []
    assert found(FIGURE | {"source_cites": [], "rights": {"basis": "own"}}) == []
    assert found(FIGURE | {"rights": {"basis": "redrawn"}}) == []


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        ({"alt": ""}, [("MED-ALT", "error", f"{PLACE}.alt")]),
        ({"alt": "SURVIVAL"}, [("MED-DECOR", "info", f"{PLACE}.alt")]),
        ({"alt": "km.png"}, [("MED-DECOR", "info", f"{PLACE}.alt")]),
        ({"alt": "KM"}, [("MED-DECOR", "info", f"{PLACE}.alt")]),
        ({"source_cites": []}, [("MED-SOURCE", "error", f"{PLACE}.source_cites")]),
        ({"rights": {}}, [("MED-RIGHTS", "error", f"{PLACE}.rights")]),
        ({"rights": {"basis": "licensed", "holder": "P"}}, [("MED-RIGHTS", "error", f"{PLACE}.rights.permission_ref")]),
        (
            {"rights": {"basis": "reproduced", "permission_ref": "P-1"}},
            [("MED-RIGHTS", "error", f"{PLACE}.rights.holder")],
        ),
    ],
)
def test_figure_that_breaks_a_rule(change, findings):
    assert found(FIGURE | change) == findings


def test_figure_without_picture():
    figure = {name: held for name, held in FIGURE.items() if name != "file"}

    assert found(figure) == [("MED-FILE", "error", PLACE)]


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        ({"poster_alt": ""}, [("MED-ALT", "error", "article.video.poster_alt")]),
        ({"captions": []}, [("MED-CAPTIONS", "error", "article.video.captions")]),
        ({"captions": [{"lang": "en"}]}, [("MED-CAPTIONS", "error", "article.video.captions")]),
        ({"transcript": None}, [("MED-TRANSCRIPT", "error", "article.video.transcript")]),
        ({"file": None}, [("MED-FILE", "error", "article.video")]),
        (
            {"file": None, "url": "https://example.org/v", "captions": []},
            [("MED-CAPTIONS", "warning", "article.video.captions")],
        ),
    ],
)
def test_video_that_breaks_a_rule(change, findings):
    video = {name: held for name, held in (VIDEO | change).items() if held is not None}

    assert found(video=video) == findings


def test_place_of_a_video_without_video():
    assert found({"block": "video"}) == [("MED-FILE", "error", "article.body[1]")]
