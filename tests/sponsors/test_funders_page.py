"""/funders/."""

from datetime import date

from sponsors.models import Agreement, Funder


def test_page_lists_current_and_past_support_without_amounts(client, hub):
    for name, ends_on, purpose in [
        ("Current Co", None, "education on MM"),
        ("Past Co", date(2024, 1, 1), "congress news"),
    ]:
        Agreement.objects.create(
            funder=Funder.objects.create(slug=name.split()[0].lower(), name=name),
            scope="hub", hub=hub, tier=2, status="confirmed", band="100k-200k", starts_on=date(2023, 1, 1),
            ends_on=ends_on, purpose=purpose, in_kind="venue",
        )  # fmt: skip

    page = client.get("/funders/").content.decode()
    page = page[page.index("<main") :]

    assert page.index("Level 2") < page.index("Current Co") < page.index("Past support") < page.index("Past Co")
    assert ("100k" in page, "Hub: education on MM; in kind: venue" in page) == (False, True)


def test_page_without_funders_says_so(client, hub):
    assert "This hub has no funders on record." in client.get("/funders/").content.decode()
