"""Shares of content beside shares of funding, counted by hand."""

from sponsors.balance import CompanyBalance, Naming, Part, Support, balances

ARTICLES = [
    Naming(3, {"x": (1, 0, 2), "y": (0, 1, 0)}),
    Naming(2, {"y": (4, 0)}),
    Naming(5),
]


def test_known_shares_give_the_exact_table():
    found = balances(ARTICLES, {"B": ["y", "z"], "a": ["x", "y"]}, {"a": Support(30, 100.0), "C": Support(90, 300.0)})

    assert found == [
        CompanyBalance("a", Part(2, 3), Part(4, 10), Part(8, 8), Part(30, 120), Part(100.0, 400.0), True, True),
        CompanyBalance("B", Part(2, 3), Part(2, 10), Part(5, 8), Part(0, 120), Part(0.0, 400.0), True, False),
        CompanyBalance("C", Part(0, 3), Part(0, 10), Part(0, 8), Part(90, 120), Part(300.0, 400.0), False, True),
    ]


def test_nothing_has_no_share():
    assert balances([], {}, {}) == []
    (row,) = balances([], {"a": ["x"]}, {})
    assert [part.share for part in (row.articles, row.sections, row.mentions, row.days, row.amount)] == [None] * 5
    assert (row.articles.percent, row.amount.rounded) == ("–", "–")


def test_shares_are_printed_with_what_they_rest_on():
    assert (Part(1, 3).percent, Part(1, 300).percent, Part(1, 300).rounded) == ("33%", "0.3%", "0%")
