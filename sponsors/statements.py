"""The words about support: one line at the outset, the full statement at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .notice_texts import filled


@dataclass(frozen=True)
class Support:
    """One agreement, as a statement speaks of it. in_kind: what is given beside money or, where none is, instead."""

    funder: str
    in_kind: str = ""
    is_financial: bool = True


@dataclass(frozen=True)
class Wording:
    """What decides the words beside the agreements.

    own: replaces the statement. notices: the hub's templates by kind, with {funders}, {in_kind}, {hub}, {publisher}.
    is_complete: whether support and every declaration are on record; only then independence is claimed.
    """

    hub: str
    publisher: str
    own: str = ""
    notices: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = False


@dataclass(frozen=True)
class SupportWords:
    """What readers see of an article's support. `independence` is empty while a record is incomplete.

    kind: the kind of notice that the statement follows.
    """

    kind: str
    line: str
    statement: str
    independence: str


def names_text(names: Sequence[str]) -> str:
    """The names as a list in words: A, B and C."""
    return get_text_list(list(names), _("and"))


def funders_of(support: Sequence[Support]) -> list[str]:
    """The funders, each once, in the order of the agreements."""
    return list(dict.fromkeys(one.funder for one in support))


def support_words(support: Sequence[Support], wording: Wording) -> SupportWords:
    """Line, statement and independence sentence for these agreements, in the active language.

    support: in the order of the strip; none means no external funding.
    """
    funders, kind = funders_of(support), statement_kind(support)
    values = {
        "hub": wording.hub,
        "publisher": wording.publisher,
        "funders": names_text(funders),
        "in_kind": _in_kind(support, is_alone=len(support) == 1),
    }
    statement = wording.own or filled(wording.notices.get(kind) or _built_in(kind), values)
    beside_money = [one for one in support if one.in_kind] if kind != "statement_in_kind" else []
    if beside_money and not wording.own:
        statement += " " + _("In kind: %(what)s.") % {"what": _in_kind(beside_money, is_alone=False)}
    independence = ""
    if funders and wording.is_complete:
        built_in = ngettext(
            "The funder had no influence on the content.", "The funders had no influence on the content.", len(funders)
        )
        independence = filled(wording.notices.get("independence") or built_in, values)
    return SupportWords(kind, filled(_line(kind), values), statement, independence)


def statement_kind(support: Sequence[Support]) -> str:
    """The kind of notice that states this support."""
    if not support:
        return "statement_none"
    if not any(one.is_financial for one in support):
        return "statement_in_kind"
    return "statement_one" if len(funders_of(support)) == 1 else "statement_many"


def _in_kind(support: Sequence[Support], *, is_alone: bool) -> str:
    given = [one for one in support if one.in_kind]
    return names_text([one.in_kind if is_alone else f"{one.in_kind} ({one.funder})" for one in given])


def _line(kind: str) -> str:
    if kind == "statement_none":
        return _("Made without external funding.")
    if kind == "statement_in_kind":
        return _("Independently supported in kind by {funders}.")
    return _("Independently supported by {funders}.")


def _built_in(kind: str) -> str:
    if kind == "statement_none":
        return _("This resource was made by {publisher} without external funding.")
    answerable = _(
        "{publisher} chose the subject, developed the content with its expert contributors and answers for it."
    )
    if kind == "statement_in_kind":
        return _("This resource is supported in kind by {funders}: {in_kind}.") + " " + answerable
    return _("This resource is supported by independent funding from {funders}.") + " " + answerable


def built_in_wording(kind: str) -> str:
    """The template that stands where a hub has no notice of a kind about support."""
    if kind == "independence":
        return _("The funder had no influence on the content.")
    return _built_in(kind)
