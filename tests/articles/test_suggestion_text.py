import pytest

from articles.suggestion_text import count_links


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("No links: e.g. version 2.0, ratio 1:2, and www alone.", 0),
        ("See https://example.org/a and HTTP://EXAMPLE.ORG.", 2),
        ("https://www.example.org is one link, www.example.com another.", 2),
        ("ftp://a.b,https://c.d", 2),
        ("https://a.b " * 100, 100),
    ],
)
def test_links_are_counted(text, n):
    assert count_links(text) == n
