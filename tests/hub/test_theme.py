import gzip

from hub.theme import source_files, stylesheet
from tests import factories


def test_stylesheet_holds_the_colours_of_the_hub(hub):
    hub.accent = "#123456"

    sheet = stylesheet(hub)

    assert "--hub-accent:#123456" in sheet.text
    assert sheet.digest != stylesheet(factories.make_hub(is_default=False)).digest


def test_stylesheet_stays_within_its_budget(hub):
    assert len(gzip.compress(stylesheet(hub).text.encode())) < 10_000


def test_theme_is_immutable_under_its_own_address_only(client, hub):
    digest = stylesheet(hub).digest

    current = client.get(f"/theme/{hub.slug}.{digest}.css")
    old = client.get(f"/theme/{hub.slug}.000000000000.css")

    assert (current["Cache-Control"], old["Cache-Control"]) == (
        "public, max-age=31536000, immutable",
        "public, max-age=60",
    )
    assert current.content == old.content == stylesheet(hub).text.encode()
    assert current["Content-Type"] == "text/css; charset=utf-8"


def test_theme_of_an_unknown_hub_is_missing(client, hub):
    assert client.get("/theme/nobody.000000000000.css").status_code == 404


def test_css_sources_use_no_foreign_files():
    assert [path.name for path in source_files() if "url(" in path.read_text() or "@import" in path.read_text()] == []
