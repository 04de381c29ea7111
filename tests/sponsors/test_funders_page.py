"""/funders/."""

from datetime import date

from sponsors.models import VersionSupport
from tests import factories
from tests.factories import make_agreement, make_funder


def main_of(page) -> str:
    text = page.content.decode()
    return text[text.index("<main") :]


def test_page_lists_current_and_past_support_without_amounts(client, hub):
    for name, ends_on, purpose in [
        ("Current Co", None, "education on MM"),
        ("Past Co", date(2024, 1, 1), "congress news"),
    ]:
        make_agreement(
            name, 2, scope="hub", hub=hub, starts_on=date(2023, 1, 1), ends_on=ends_on, purpose=purpose, in_kind="venue"
        )

    page = main_of(client.get("/funders/"))

    assert page.index("Level 2") < page.index("Current Co") < page.index("Past support") < page.index("Past Co")
    page = " ".join(page.split())
    assert ("100k" in page, "100,000" in page, "education on MM; in kind: venue" in page) == (False, False, True)
    assert "Level 2, January 2023 to January 2024" in page


def test_page_links_the_article_and_the_website(client, hub):
    agreement = make_agreement(make_funder("Linked Co", website="https://linked.example.org/"))
    version = factories.make_version(factories.make_article(hub, slug="supported"), title="A <title>")
    VersionSupport.objects.create(version=version, agreement=agreement)

    page = main_of(client.get("/funders/"))

    assert 'Article: <a href="/articles/supported/">A &lt;title&gt;</a>' in page
    assert '<a href="https://linked.example.org/" rel="nofollow noopener">Linked Co</a>' in page


def test_page_without_funders_says_so(client, hub):
    assert "This hub has no funders on record." in client.get("/funders/").content.decode()
