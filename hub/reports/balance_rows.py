"""The balance report as flat rows for export."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hub.data_dictionary import Entry, Table
from hub.formats import percentage
from hub.reports.balance import QuarterBalance
from sponsors.balance import Part


@dataclass(frozen=True)
class BalanceRow:
    """One company in one quarter: counts, and shares in percent, empty where there is nothing to share."""

    quarter: str
    company: str
    articles: int
    articles_in_all: int
    articles_pct: float | None
    sections: int
    sections_in_all: int
    sections_pct: float | None
    mentions: int
    mentions_in_all: int
    mentions_pct: float | None
    agreement_days: int
    agreement_days_in_all: int
    agreement_days_pct: float | None


@dataclass(frozen=True)
class FundedRow(BalanceRow):
    """The same for sponsor managers, with the share that follows from the amount bands; never the amounts."""

    amount_pct: float | None = field(default=None)


def _parts(name: str, what: str, unit: str, empty: str) -> dict[str, Entry]:
    return {
        name: Entry(f"{what} of the company", unit),
        f"{name}_in_all": Entry(f"{what} in all", unit),
        f"{name}_pct": Entry("share of the first in the second", "percent, 0 to 100", empty),
    }


_ENTRIES = {
    "quarter": Entry("year and quarter, by the days of the hub"),
    "company": Entry("its name in the register of products, or that of the funder"),
    **_parts("articles", "published articles that name a product", "articles", "no article was published"),
    **_parts("sections", "sections of them that name a product", "sections", "no article was published"),
    **_parts("mentions", "mentions of products", "mentions", "no product of the register was mentioned"),
    **_parts("agreement_days", "days on which confirmed agreements ran", "days", "no agreement ran"),
}
_ROW = "One company in one quarter of one hub."
BALANCE = Table("balance", "Balance report", _ROW, BalanceRow, _ENTRIES)
FUNDED = Table(
    "balance-with-money",
    "Balance report for sponsor managers",
    _ROW,
    FundedRow,
    _ENTRIES
    | {
        "amount_pct": Entry(
            "share of the funding, by the middle of each amount band", "percent, 0 to 100", "no amount is known"
        )
    },
)


def balance_rows(report: list[QuarterBalance], sees_money: bool) -> Iterator[BalanceRow]:
    """A row for each company and quarter. sees_money: then each is a FundedRow."""
    for found in report:
        for row in found.rows:
            columns = {"quarter": str(found.quarter), "company": row.company}
            for name, part in (
                ("articles", row.articles),
                ("sections", row.sections),
                ("mentions", row.mentions),
                ("agreement_days", row.days),
            ):
                columns |= _columns(name, part)
            yield FundedRow(**columns, amount_pct=percentage(row.amount.share)) if sees_money else BalanceRow(**columns)


def _columns(name: str, part: Part) -> dict:
    return {name: part.part, f"{name}_in_all": part.whole, f"{name}_pct": percentage(part.share)}
