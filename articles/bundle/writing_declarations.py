"""Writing what a file says that somebody declared."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.interests import OTHER, read_nature
from hub.models import Declaration, Interest, Person

from .changes import Loading
from .dumping_people import declaration_fields
from .people_schema import PERSON, dates_of

_SAID = ("disclosures", "look_back_months", "mitigated")
MITIGATION = "As the imported article states."


def write_declaration(person: Person, given: Mapping[str, Any], path: str, loading: Loading) -> None:
    """Add the declaration of that day; one that is stored for the day is kept or, to overwrite, replaced.

    One that is history here, because it was reviewed, withdrawn or published, is kept in any case.
    """
    if "disclosed_on" not in given:
        return
    day = date.fromisoformat(given["disclosed_on"])
    stored = list(person.declarations.filter(declared_on=day).order_by("withdrawn_at"))
    declaration = next((one for one in stored if not one.is_withdrawn), None)
    if declaration is None and stored:
        message = "The declaration of that day was withdrawn here; the file does not bring it back."
        loading.note("BUNDLE-DIFFERS", message, f"{path}.disclosed_on")
        return
    if declaration is None:
        declaration = Declaration(person=person, declared_on=day)
    elif not _replaces(declaration, given, path, loading):
        return
    _write(declaration, given, path, loading)


def _replaces(declaration: Declaration, given: Mapping[str, Any], path: str, loading: Loading) -> bool:
    """Whether the file replaces a stored declaration that says something else; where it is silent it asks for nothing."""
    held = PERSON.canonical(declaration_fields(declaration), keeps_broken=True)
    # No interests are a statement; silence on the rest is none.
    asked = {name: given[name] for name in _SAID if name in given} | {"disclosures": given.get("disclosures", [])}
    different = [name for name, value in asked.items() if held.get(name, []) != value]
    if not different:
        return False
    is_history = declaration.is_history
    outcome = "the stored one was replaced" if loading.overwrite and not is_history else "the stored one stays"
    if is_history and loading.overwrite:
        outcome += ", because it was reviewed or published"
    what = "other interests" if "disclosures" in different else "something else"
    loading.note("BUNDLE-DIFFERS", f"The file declares {what} for the same day; {outcome}.", f"{path}.{different[0]}")
    return loading.overwrite and not is_history


def _write(declaration: Declaration, given: Mapping[str, Any], path: str, loading: Loading) -> None:
    is_new = declaration.pk is None
    interests = given.get("disclosures", [])
    declaration.has_nothing_to_declare = not interests
    if is_new or "look_back_months" in given:
        declaration.look_back_months = given.get("look_back_months")
    if is_new or "mitigated" in given or not interests:
        declaration.mitigation = MITIGATION if given.get("mitigated") else ""
    declaration.collected_as = Declaration.Collected.IMPORTED
    declaration.save()
    declaration.interests.all().delete()
    if is_new:
        loading.made(declaration)
    else:
        loading.replaced(declaration)
    for order, interest in enumerate(interests):
        place = f"{path}.disclosures[{order}].type"
        _add_interest(declaration, interest, order, place, loading)


def _add_interest(declaration: Declaration, given: Mapping[str, Any], order: int, place: str, loading: Loading) -> None:
    words = given.get("type", "")
    nature = read_nature(words)
    if nature == OTHER and words != OTHER:
        message = f"“{words}” is none of the known kinds of relationship; it is kept in these words, as other."
        loading.note("BUNDLE-UNKNOWN", message, place, severity="warning")
    dates = dates_of(dict(given))
    Interest.objects.create(
        declaration=declaration,
        entity=given["entity"],
        nature=nature,
        nature_note="" if words == nature else words,
        period=given.get("period", ""),
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        is_ongoing=dates.is_ongoing,
        covers_this_work=given.get("covers_this_work", False),
        paid_to=given.get("paid_to", ""),
        order=order,
    )
