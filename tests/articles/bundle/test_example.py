import json
from pathlib import Path

import pytest

from articles.bundle.dumping import dump, to_json
from articles.bundle.loading import load_bundle
from articles.bundle.schema import canonical_bundle

EXAMPLE = Path("/work/shared/examples/anti-cd38.json").read_bytes()


@pytest.mark.django_db
def test_export_of_import(django_assert_max_num_queries):
    imported = load_bundle(EXAMPLE)

    print(imported.created, imported.updated, imported.findings)
    assert to_json(dump(imported.article)) == to_json(canonical_bundle(json.loads(EXAMPLE)))
    again = load_bundle(EXAMPLE)
    print(again)
    assert (again.created, again.updated) == ({}, {})
