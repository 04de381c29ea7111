"""Portraits beside a bundle: stored clean, exported under their name."""

import pytest

from articles.bundle.files import portraits_of
from hub.models import Person
from tests.articles.bundle import bundles


def with_portrait(name="wanda.png", **second):
    bundle = bundles.set_at(bundles.small(), ["article", "byline", 0, "portrait"], name)
    bundle["article"]["byline"] += [{"slug": "bert", "name": "Bert"} | second] if second else []
    return bundle


@pytest.mark.django_db
def test_portrait_is_stored_and_exported_by_its_name(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())

    imported = bundles.load(with_portrait(), folder=tmp_path)

    assert imported.findings == []
    assert bundles.exported(imported.article)["article"]["byline"][0]["portrait"] == "wanda.png"
    assert list(portraits_of(imported.article)) == ["wanda.png"]


@pytest.mark.django_db
def test_two_people_share_one_file(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())

    imported = bundles.load(with_portrait(portrait="wanda.png"), folder=tmp_path)

    assert [person["portrait"] for person in bundles.exported(imported.article)["article"]["byline"]] == [
        "wanda.png"
    ] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "The file wanda.png is missing: the place stays empty."),
        (
            b"no picture",
            "The file wanda.png was not stored: it is no JPEG, PNG or WebP picture. The place stays empty.",
        ),
    ],
)
def test_portrait_that_cannot_be_stored_leaves_the_place_empty(content, message, tmp_path):
    if content:
        (tmp_path / "wanda.png").write_bytes(content)

    imported = bundles.load(with_portrait(), folder=tmp_path)

    assert [(one.rule, one.severity, one.where, one.message) for one in imported.findings] == [
        ("BUNDLE-FILE", "warning", "article.byline[0].portrait", message)
    ]
    assert "portrait" not in bundles.exported(imported.article)["article"]["byline"][0]


@pytest.mark.django_db
def test_stored_portrait_stays_unless_it_is_overwritten(tmp_path):
    (tmp_path / "wanda.png").write_bytes(bundles.picture())
    (tmp_path / "new.png").write_bytes(bundles.picture(mode="L"))
    bundles.load(with_portrait(), folder=tmp_path)

    kept = bundles.load(with_portrait("new.png"), folder=tmp_path)
    replaced = bundles.load(with_portrait("new.png"), folder=tmp_path, overwrite=True)
    again = bundles.load(with_portrait("new.png"), folder=tmp_path, overwrite=True)

    assert [(one.where, one.message) for one in kept.findings] == [
        ("article.byline[0].portrait", "The file names new.png; the stored portrait stays.")
    ]
    assert (kept.updated, replaced.updated, again.updated) == ({}, {"Person": 1}, {})
    assert Person.objects.get(slug="wanda").portrait.name == "portraits/new.png"
