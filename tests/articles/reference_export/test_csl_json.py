"""References as CSL-JSON."""

import json

from articles.reference_export import write_csl_json
from tests.articles.reference_export.items import FACON, HOSTILE


def test_items_are_written_as_they_are_stored():
    assert json.loads(write_csl_json([FACON, HOSTILE])) == [FACON, HOSTILE]


def test_letters_are_readable():
    assert '"title": "Über"' in write_csl_json([{"id": "x", "title": "Über"}])
