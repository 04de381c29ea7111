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
    """What the maximal bundle needs around it: the article it translates, and a portrait beside the file."""
    factories.make_article(factories.make_hub(), slug="the-original")
    Image.new("RGB", (4, 5), "teal").save(folder / "anna.png")
    return folder


def picture(format_name: str = "PNG", mode: str = "RGB", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, (3, 2)).save(written, format_name, **options)
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
