"""Support of an article in a bundle: who pays by which agreement, and the words about it.

`band` and `tier` come in with a draft agreement for the sponsor manager, and go out through no bundle.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, Value, When
from django.utils.text import slugify

from articles.bundle.numbers import period_clashes
from articles.bundle.shape import Date, Integer, ListOf, Problem, Record, Text, TextMap, Unwritten
from hub.models import Hub

from .models import Agreement, ArticleSupport, Funder, SupportingAgreement

if TYPE_CHECKING:
    from articles.bundle.loading import Loading

AUTO = "auto"
AGREEMENT = Record(
    {
        "number": Text(80),
        "from": Date(),
        "to": Date(),
        "purpose": Text(300),
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
    loading.change(funder, name=settled["funder"])
    return funder


def _agreement(funding: dict[str, Any], path: str, loading: "Loading") -> Agreement:
    funder = _funder(funding["funder"], path, loading)
    given = funding.get("agreement", {})
    stored = _stored_agreement(funder, given)
    if stored is None:
        return loading.create(Agreement, funder=funder, **_columns(given))
    open_values = {name: held for name, held in given.items() if name not in ("band", "tier")}
    # What was confirmed belongs to the sponsor manager: no file changes it.
    is_final = stored.status == Agreement.Status.CONFIRMED
    settled = loading.settle(_record(stored), open_values, AGREEMENT, f"{path}.agreement", is_final=is_final)
    if not is_final:
        loading.change(stored, **_columns(settled | _confidential(stored, given, f"{path}.agreement", loading)))
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


def _confidential(stored: Agreement, given: dict[str, Any], path: str, loading: "Loading") -> dict[str, Any]:
    """Band and tier after the import; a difference is reported without either value."""
    held = {"band": stored.band, "tier": stored.tier}
    for name in ("band", "tier"):
        if name in given and held[name] and held[name] != given[name]:
            loading.note("BUNDLE-DIFFERS", "The file differs from what is stored.", f"{path}.{name}")
        if name in given and (loading.overwrite or not held[name]):
            held[name] = given[name]
    return held


def _columns(agreement: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": agreement.get("number"),
        "starts_on": _day(agreement.get("from")),
        "ends_on": _day(agreement.get("to")),
        "purpose": agreement.get("purpose", ""),
        "band": agreement.get("band", ""),
        "tier": agreement.get("tier"),
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
