"""Bundles for tests: the demo article, one that uses every key, and small ones to change."""

import copy
import io
import json
from pathlib import Path

from django.apps import apps
from PIL import Image

from articles.bundle.dumping import dump, to_json
from articles.bundle.loading import load_bundle
from articles.bundle.reading import BundleError, read_bundle
from articles.bundle.schema import loadable_bundle
from tests import factories

DEMO = Path(__file__).resolve().parents[3] / "hub" / "demo" / "anti-cd38.json"
LANDSCAPE = DEMO.with_name("first-line-landscape.json")
# As much of each as is looked at.
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webmB\x87\x81\x04"
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\nWelcome.\n"
MAXIMAL = Path(__file__).with_name("maximal.json")


def demo() -> dict:
    return json.loads(DEMO.read_bytes())


def maximal() -> dict:
    return json.loads(MAXIMAL.read_bytes())


def small(**changes) -> dict:
    """An article with one trial, one result, two references and one question; `changes` replace whole keys."""
    return copy.deepcopy(_SMALL) | changes


def set_at(bundle, path: list, value) -> dict:
    """The bundle with another value at the keys and indices of `path`."""
    place = bundle
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return bundle


def to_text(bundle: dict) -> str:
    return json.dumps(bundle, ensure_ascii=False)


def read(bundle) -> dict:
    """What reading the file of this bundle gives; a str is the text of the file."""
    return read_bundle((bundle if isinstance(bundle, str) else to_text(bundle)).encode())


def loadable(bundle) -> dict:
    return loadable_bundle(read(bundle))


def load(bundle, **options):
    return load_bundle(read(bundle), **options)


def problems_of(bundle, **options) -> list[str]:
    """The lines of the refusal; [] for a bundle that is imported."""
    try:
        load(bundle, **options)
    except BundleError as error:
        return list(map(str, error.problems))
    return []


def exported(article) -> dict:
    article.refresh_from_db()
    return json.loads(to_json(dump(article)))


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def lay_out_maximal(folder: Path) -> Path:
    """What the maximal bundle needs around it: the article it translates, and the files beside it."""
    factories.make_article(factories.make_hub(), slug="the-original")
    for name in ("anna.png", "km.png", "plain.jpg", "poster.jpg"):
        Image.new("RGB", (4, 5), "teal").save(folder / name)
    (folder / "talk.webm").write_bytes(WEBM)
    for name in ("talk.en.vtt", "talk.de.vtt"):
        (folder / name).write_text(CAPTIONS)
    (folder / "talk.txt").write_text("Welcome.\n\nThank you.\n")
    return folder


def picture(format_name: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (3, 2), **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, format_name, **options)
    return written.getvalue()


_SMALL = {
    "format": "hub-article/1",
    "article": {
        "slug": "small",
        "title": "Small",
        "byline": [{"slug": "wanda", "name": "Wanda Writer", "disclosed_on": "2025-01-01"}],
        "objectives": [{"id": "LO1", "text": "recall it"}],
        "body": [
            {"block": "paragraph", "id": "p-1", "text": "Text.[@one]"},
            {"block": "trial", "trial": "alpha", "findings": ["A finding.[@two]"]},
        ],
    },
    "trials": [
        {
            "slug": "alpha",
            "acronym": "ALPHA",
            "ids": [{"registry": "NCT", "value": "NCT00000001"}],
            "n_enrolled": 100,
            "arms": [{"key": "e", "label": "new"}, {"key": "c", "label": "old"}],
            "endpoints": [{"key": "pfs", "measure": "PFS"}],
            "analyses": [{"key": "final"}],
            "results": [
                {
                    "key": "r1",
                    "analysis": "final",
                    "endpoint": "pfs",
                    "ref": "one",
                    "values": [{"arm": "e", "value": "60.0", "unit": "%"}, {"arm": "c", "value": "40.0", "unit": "%"}],
                    "comparison": {
                        "measure": "HR",
                        "value": "0.60",
                        "ci_pct": "95",
                        "ci_lower": "0.40",
                        "ci_upper": "0.90",
                    },
                }
            ],
        }
    ],
    "references": [
        {"id": "one", "type": "article-journal", "title": "One", "DOI": "10.1000/One"},
        {"id": "two", "type": "webpage", "title": "Two", "URL": "https://example.org/two"},
    ],
    "quiz": {
        "mode": "pre_post",
        "questions": [
            {
                "id": "q1",
                "objective": "LO1",
                "stem": "Which?",
                "options": [{"text": "This", "correct": True}, {"text": "That", "correct": False}],
                "refs": ["one"],
                "evidence": "p-1",
            }
        ],
    },
    "survey": ["clear"],
    "support": {"funders": [{"funder": "Pharma A", "agreement": {"number": "A-1"}}], "statement": "auto"},
}
