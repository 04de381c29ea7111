"""An article on twelve trials: imported, exported, published and read."""

import json

import pytest

from articles.actions import body_of
from articles.bundle.dumping import to_json
from articles.bundle.publishing import load_and_publish
from articles.bundle.schema import canonical_bundle
from sponsors.models import Notice
from tests.articles.bundle import bundles

N_TRIALS = 12
MOST_QUERIES = 10


def twelve_trials() -> dict:
    """The demo article with its trials told again under other names until there are twelve, and without funders."""
    bundle = bundles.demo() | {"support": {"funders": []}}
    body, trials = bundle["article"]["body"], bundle["trials"]
    blocks = [block for block in body if block["block"] == "trial"]
    shown = {trial["slug"]: trial for trial in trials}
    for number in range(N_TRIALS - len(trials)):
        block = blocks[number % len(blocks)]
        twin = json.loads(json.dumps(shown[block["trial"]]))
        twin |= {"slug": f"twin-{number}", "acronym": f"TWIN{number}", "aliases": []}
        twin["ids"] = [{"registry": "NCT", "value": f"NCT0990000{number}"}]
        trials.append(twin)
        body.append({**block, "trial": twin["slug"]} | ({"id": f"b{number}"} if "id" in block else {}))
    return bundle


@pytest.fixture
def imported(db, rhea, paul):
    return load_and_publish(bundles.read(twelve_trials()), reviewer=rhea, publisher=paul)


def test_the_bundle_has_twelve_trials_each_with_a_block():
    bundle = twelve_trials()
    shown = [block["trial"] for block in bundle["article"]["body"] if block["block"] == "trial"]

    assert (len(bundle["trials"]), len(set(shown))) == (N_TRIALS, N_TRIALS)


def test_export_equals_import(imported):
    article = imported.article

    assert article.versions.get().content == to_json(canonical_bundle(bundles.read(twelve_trials())))
    assert bundles.exported(article) == canonical_bundle(bundles.read(twelve_trials()))


def test_the_page_is_read_in_few_queries(imported, client, django_assert_max_num_queries):
    for kind in list(Notice.Kind)[:3]:
        Notice.objects.create(hub=imported.article.hub, kind=kind, text="x", valid_from="2020-01-01")

    with django_assert_max_num_queries(MOST_QUERIES):
        html = client.get(imported.article.get_absolute_url()).content.decode()

    assert [f">TWIN{number}<" in html for number in range(N_TRIALS - 5)] == [True] * (N_TRIALS - 5)


def test_rendering_the_body_reads_nothing_but_the_hub(imported, django_assert_max_num_queries):
    version = imported.article.versions.get()
    content = json.loads(version.content)

    with django_assert_max_num_queries(2):
        html = body_of(version, content)

    assert html == version.body_html
