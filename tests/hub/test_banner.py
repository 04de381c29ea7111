"""The contribution banner: on public pages outside the content, the same bytes for everybody."""

import gzip

import pytest
from django.conf import settings

from sponsors.models import Notice
from tests.factories import NOW, make_article, make_staff, make_version
from tests.taking import new_client

BANNER = '<aside class="banner"'


@pytest.mark.parametrize("path", ["/", "/articles/", "/trials/", "/funders/", "/about/", "/articles/a/"])
def test_banner_stands_after_the_content_of_public_pages(client, hub, path):
    make_version(make_article(hub, slug="a"))
    page = client.get(path).content.decode()

    assert page.count(BANNER) == 1
    assert page.index("</main>") < page.index(BANNER) < page.index("<footer")
    assert 'href="/contribute/"' in page


@pytest.mark.parametrize("path", ["/suggest/", "/contribute/", "/accounts/login/", "/me/", "/no-such-page/"])
def test_forms_and_pages_of_people_have_none(client, hub, path):
    assert "data-banner" not in client.get(path).content.decode()


def test_banner_is_the_same_for_everybody(client, hub):
    client.force_login(make_staff("staff", "sponsor manager"))

    assert client.get("/").content == new_client().get("/").content


def test_notice_of_the_hub_overrides_the_words(client, hub):
    built_in = client.get("/").content.decode()
    Notice.objects.create(hub=hub, kind="contribution", text="Give to {publisher}.", valid_from=NOW.date())

    page = client.get("/").content.decode()

    assert ("Readers’ contributions pay" in built_in, "Readers’ contributions pay" in page) == (True, False)
    assert "<p>Give to Example Publisher.</p>" in page


def test_script_is_tiny():
    assert len(gzip.compress((settings.BASE_DIR / "static/js/banner.js").read_bytes())) <= 400
