"""Support of an article in a bundle: who pays by which agreement, and the words about it.

`band` and `tier` come in with a draft agreement for the sponsor manager, and go out through no bundle.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.text import slugify

from articles.bundle.numbers import period_clashes
from articles.bundle.shape import Boolean, Date, Integer, ListOf, Problem, Record, Text, TextMap, Unwritten
from hub.models import Hub

from .actions import hubs_naming
from .bands import band_in
from .models import Agreement, ArticleSupport, BandTier, Funder, SupportingAgreement
from .snapshot_actions import catch_up, recording

if TYPE_CHECKING:
    from articles.bundle.loading import Loading

AUTO = "auto"
AGREEMENT = Record(
    {
        "number": Text(80),
        "from": Date(),
        "to": Date(),
        "purpose": Text(300),
        "in_kind": Text(200),
        "in_kind_only": Boolean(),
        "band": Unwritten(Text(40)),
        "tier": Unwritten(Integer(1, 9)),
    },
    checks=(period_clashes("from", "to", "the agreement"),),
)
SUPPORT = Record(
    {
        "funders": ListOf(Record({"funder": Text(160), "agreement": AGREEMENT}, required=("funder",))),
        "statement": Text(20_000, has_lines=True),
        "products": TextMap(Text(120), Text(160)),
    },
    defaults={"statement": AUTO},
)


def funder_slug(name: str) -> str:
    """The slug that stands for a funder's name; names without letters from a to z get one from their digest."""
    return slugify(name)[:50].strip("-_") or f"funder-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def validate(value: Any, bundle: Mapping[str, Any]) -> Iterator[Problem]:
    """Agreements that stand twice, and funders spelled in two ways."""
    numbers: set[str] = set()
    periods: set[tuple[Any, ...]] = set()
    spellings: dict[str, str] = {}
    for index, funding in enumerate((value or {}).get("funders", [])):
        path, agreement = f"support.funders[{index}]", funding.get("agreement", {})
        name, number = funding.get("funder", ""), agreement.get("number")
        spelling = spellings.setdefault(funder_slug(name), name)
        if spelling != name:
            yield Problem(f"{path}.funder", f'"{name}" is spelled "{spelling}" before')
        period = (funder_slug(name), agreement.get("from"), agreement.get("to"))
        if number and number in numbers:
            yield Problem(f"{path}.agreement.number", f'the agreement "{number}" stands here twice')
        elif not number and period in periods:
            yield Problem(path, "stands here twice: agreements of a funder without a number differ in their period")
        if "tier" in agreement and "band" not in agreement:
            yield Problem(f"{path}.agreement.tier", "a level follows from an amount band: add `band`")
        if agreement.get("in_kind_only") and not agreement.get("in_kind"):
            yield Problem(f"{path}.agreement.in_kind_only", "nothing is said to be given in kind: add `in_kind`")
        numbers.add(number or "")
        periods |= set() if number else {period}


def conflicts(value: Any, hub: Hub | None) -> Iterator[Problem]:
    """Numbers under which an agreement with another funder is stored."""
    fundings = (value or {}).get("funders", [])
    numbers = [funding.get("agreement", {}).get("number") for funding in fundings]
    stored = Agreement.objects.filter(number__in=[number for number in numbers if number]).select_related("funder")
    holders = {agreement.number: agreement.funder.slug for agreement in stored}
    for index, (number, funding) in enumerate(zip(numbers, fundings, strict=True)):
        if holders.get(number, funder_slug(funding.get("funder", ""))) != funder_slug(funding.get("funder", "")):
            path = f"support.funders[{index}].agreement.number"
            yield Problem(path, f'the agreement "{number}" is stored for another funder')


def load(article, value: Any, loading: "Loading") -> None:
    """Attach these agreements, made as drafts where none is stored; None removes the support."""
    support = ArticleSupport.objects.filter(article=article).first()
    if value is None:
        if support:
            loading.replaced(article)
            support.delete()
        return
    columns = {
        "statement": "" if value["statement"] == AUTO else value["statement"],
        "products": value.get("products", {}),
    }
    if support is None:
        support = loading.create(ArticleSupport, article=article, **columns)
    else:
        loading.change(support, **columns)
    fundings = enumerate(value.get("funders", []))
    agreements = [_agreement(funding, f"support.funders[{index}]", loading) for index, funding in fundings]
    if [line.agreement_id for line in support.lines.all()] != [agreement.pk for agreement in agreements]:
        loading.replaced(support)
        support.lines.all().delete()
        for order, agreement in enumerate(agreements):
            SupportingAgreement.objects.create(support=support, agreement=agreement, order=order)


def _funder(name: str, path: str, loading: "Loading") -> Funder:
    funder = Funder.objects.filter(Q(slug=funder_slug(name)) | Q(name=name)).first()
    if funder is None:
        return loading.create(Funder, slug=funder_slug(name), name=name)
    settled = loading.settle({"funder": funder.name}, {"funder": name}, Record({"funder": Text(160)}), path)
    with recording(hubs_naming(funder) if settled["funder"] != funder.name else [], now=timezone.now()):
        loading.change(funder, name=settled["funder"])
    return funder


def prepare_hub(hub: Hub) -> None:
    """Begin the record of what a new hub shows."""
    catch_up(hub, now=timezone.now())


def _agreement(funding: dict[str, Any], path: str, loading: "Loading") -> Agreement:
    funder = _funder(funding["funder"], path, loading)
    given = funding.get("agreement", {})
    stored = _stored_agreement(funder, given)
    path = f"{path}.agreement"
    if stored is None:
        return loading.create(Agreement, funder=funder, **_columns(given), **_amount(given, None, path, loading))
    open_values = {name: held for name, held in given.items() if name not in ("band", "tier")}
    # What was confirmed belongs to the sponsor manager: no file changes it.
    is_final = stored.is_confirmed
    settled = loading.settle(_record(stored), open_values, AGREEMENT, path, is_final=is_final)
    if not is_final:
        loading.change(stored, **_columns(settled), **_amount(given, stored, path, loading))
    return stored


def _stored_agreement(funder: Funder, given: dict[str, Any]) -> Agreement | None:
    """The agreement of this number, else the funder's one of this period that no other number names."""
    number = given.get("number")
    if number and (named := Agreement.objects.filter(funder=funder, number=number).first()):
        return named
    same_period = funder.agreements.exclude(scope=Agreement.Scope.HUB).filter(
        starts_on=_day(given.get("from")), ends_on=_day(given.get("to"))
    )
    if number:
        return same_period.filter(number=None).first()
    unnumbered_first = Case(When(number=None, then=Value(0)), default=Value(1))
    return same_period.order_by(unnumbered_first, "pk").first()


def _amount(given: Mapping[str, Any], stored: Agreement | None, path: str, loading: "Loading") -> dict[str, Any]:
    """Columns of band and level that the import writes; a band that is stored stays, and is compared with nothing.

    Whoever imports may not see amounts: what a comparison says would tell them, with one file for each band. A level
    that the table does not give to the band is kept as a reasoned other one. A band that is none of the list is kept
    as a note for the sponsor manager.
    """
    if "band" not in given:
        return {}
    if stored and (stored.band or stored.band_note):
        message = "The agreement has an amount already. That of the file was neither taken nor compared with it."
        loading.note("BUNDLE-BAND", message, f"{path}.band")
        return {}
    text, tier = given["band"], given.get("tier")
    band = band_in(text)
    usual = BandTier.objects.table(stored.hub_id if stored else None).get(band)
    override = tier if band and tier not in (None, usual) else None
    columns = {
        "band": band,
        "band_note": "" if band else f"{text}, level {tier}" if tier else text,
        "tier": override or usual,
        "tier_override": override,
        "override_reason": "The level of the imported file." if override else "",
    }
    if not band:
        message = "This is no amount band of the list; it stays as a note, and the sponsor manager chooses one."
        loading.note("BUNDLE-BAND", message, f"{path}.band")
    return columns


def _columns(agreement: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": agreement.get("number"),
        "starts_on": _day(agreement.get("from")),
        "ends_on": _day(agreement.get("to")),
        "purpose": agreement.get("purpose", ""),
        "in_kind": agreement.get("in_kind", ""),
        "is_financial": not agreement.get("in_kind_only", False),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _record(agreement: Agreement) -> dict[str, Any]:
    """An agreement as bundles write it."""
    return AGREEMENT.canonical(
        {
            "number": agreement.number,
            "from": agreement.starts_on and agreement.starts_on.isoformat(),
            "to": agreement.ends_on and agreement.ends_on.isoformat(),
            "purpose": agreement.purpose,
            "in_kind": agreement.in_kind,
            "in_kind_only": not agreement.is_financial,
        },
        keeps_broken=True,
    )


def dump(article) -> dict[str, Any] | None:
    """The support of the article, None where nothing is recorded."""
    support = ArticleSupport.objects.filter(article=article).first()
    if support is None:
        return None
    lines = support.lines.select_related("agreement__funder")
    return {
        "funders": [{"funder": line.agreement.funder.name, "agreement": _record(line.agreement)} for line in lines],
        "statement": support.statement or AUTO,
        "products": support.products,
    }
