"""The form in which a person declares interests anew: nothing, or up to twenty rows."""

import re
from collections.abc import Sequence
from datetime import date

from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .declaration_dates import OnRecord
from .form_keys import FormKey
from .open_forms import OpenForm
from .own_declarations import StatedInterest, Years, read_years
from .questionnaire import Actions, RadioList, Section, Trap, form_helper

MOST_ROWS = 20
FEWEST_OPEN_ROWS = 3
FIRST_YEAR = 1950
NOTHING, INTERESTS = "nothing", "interests"
NATURES = (
    _("honoraria"), _("consulting"), _("advisory board"), _("research grant to me"), _("research grant to my institution"),
    _("travel support"), _("stock"), _("patent or royalties"), _("employment"), _("expert testimony"),
)  # fmt: skip
CONTRADICTION = _(
    "You chose that there is nothing to declare, but these rows are filled in: %(numbers)s. Empty them, or choose the "
    "other answer."
)
NO_ROW = _("Fill in a row for each interest, or choose that there is nothing to declare.")
ONGOING_WITH_END = _("Either leave this empty or take the tick at Ongoing away.")
MISSING = {
    "entity": _("Write the name of the company or organisation, or empty the whole row."),
    "nature": _("Write what it is, such as honoraria."),
    "from": _("Write the year in which it began."),
    "to": _("Write the year in which it ended, or tick Ongoing."),
}
PARTS = ("entity", "nature", "from", "to", "ongoing")


class InterestRow(LayoutObject):
    """Layout of one interest in a fieldset of its own."""

    template = "%s/layout/interest.html"

    def __init__(self, number: int, names: Sequence[str]):
        self.number, self.fields = number, list(names)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.get_template_name(template_pack), {"number": self.number, "fields": fields})


class FurtherRows(LayoutObject):
    """Layout of rows that few people need, folded away while they are empty."""

    template = "%s/layout/further.html"

    def __init__(self, *rows: InterestRow, is_open: bool):
        self.fields, self.is_open = list(rows), is_open

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        context = {"fields": fields, "is_open": self.is_open}
        return render_to_string(self.get_template_name(template_pack), context)


class OwnDeclarationForm(OpenForm):
    """Rows are filled with what is on record, so that it is looked at again; each can be left out with a tick."""

    stance = forms.ChoiceField(
        label=_("What do you declare?"),
        choices=[(NOTHING, _("I have nothing to declare")), (INTERESTS, _("I declare the interests below"))],
        widget=RadioList,
        error_messages={"required": _("Choose one of the two. “Nothing to declare” is a declaration too.")},
    )

    def __init__(self, data=None, *, key: FormKey, action: str, on_record: Sequence[OnRecord], today: date):
        """action: where the form is sent. today: no interest begins in a later year."""
        super().__init__(data, key=key, auto_id="declaration-%s")
        self.action, self.today, self.n_on_record = action, today, min(len(on_record), MOST_ROWS)
        for number in range(1, MOST_ROWS + 1):
            recorded = on_record[number - 1] if number <= self.n_on_record else None
            self._add_row(number, recorded)

    def _add_row(self, number: int, recorded: OnRecord | None) -> None:
        years = read_years(recorded.period) if recorded else Years()
        row = {
            "entity": _text(_("Company or organisation"), 160, recorded.entity if recorded else ""),
            "nature": _text(_("Nature"), 120, recorded.nature if recorded else "", list="natures"),
            "from": _text(_("From year"), 4, years.first, inputmode="numeric"),
            "to": _text(_("To year"), 4, years.last, inputmode="numeric"),
            "ongoing": forms.BooleanField(label=_("Ongoing"), required=False, initial=years.is_ongoing),
        }
        if recorded:
            row["gone"] = forms.BooleanField(label=_("Leave this out now"), required=False)
        for part, field in row.items():
            field.short_label = _("Interest %(number)s, %(part)s") % {"number": number, "part": field.label.lower()}
            field.is_unmarked = True
            self.fields[f"{part}-{number}"] = field

    def clean(self):
        cleaned = super().clean()
        filled = [number for number in range(1, MOST_ROWS + 1) if self._is_filled(number)]
        if cleaned.get("stance") == NOTHING:
            written = [number for number in filled if self._is_changed(number)]
            if written:
                self.add_error("stance", CONTRADICTION % {"numbers": ", ".join(map(str, written))})
        elif cleaned.get("stance") == INTERESTS:
            if not filled:
                self.add_error("stance", NO_ROW)
            for number in filled:
                self._check(number)
        return cleaned

    def stated(self) -> list[StatedInterest]:
        """What is declared, in the order of the rows; empty for nothing. Only for a valid form."""
        if self.cleaned_data["stance"] == NOTHING:
            return []
        return [self._interest(number) for number in range(1, MOST_ROWS + 1) if self._is_filled(number)]

    def _interest(self, number: int) -> StatedInterest:
        entity, nature, first, last, is_ongoing = (self.cleaned_data[f"{part}-{number}"] for part in PARTS)
        return StatedInterest(entity, nature, int(first), None if is_ongoing else int(last))

    def _is_filled(self, number: int) -> bool:
        given = [self.cleaned_data.get(f"{part}-{number}") or self.has_error(f"{part}-{number}") for part in PARTS]
        return any(given) and not self.cleaned_data.get(f"gone-{number}")

    def _is_changed(self, number: int) -> bool:
        return any(f"{part}-{number}" in self.changed_data for part in PARTS)

    def _check(self, number: int) -> None:
        """Say what a row lacks, each at its field."""
        given = {part: self.cleaned_data.get(f"{part}-{number}") for part in PARTS}
        needed = ("entity", "nature", "from") if given["ongoing"] else ("entity", "nature", "from", "to")
        for part in needed:
            if not given[part] and not self.has_error(f"{part}-{number}"):
                self.add_error(f"{part}-{number}", MISSING[part])
        years = {part: self._year(part, number) for part in ("from", "to") if given[part]}
        first, last = years.get("from"), years.get("to")
        if last and given["ongoing"]:
            self.add_error(f"to-{number}", ONGOING_WITH_END)
        elif first and last and last < first:
            self.add_error(
                f"to-{number}", _("This lies before the year in which it began, %(year)s.") % {"year": first}
            )

    def _year(self, part: str, number: int) -> int | None:
        """The year of a filled field; None after saying why it cannot be one."""
        text, name = self.cleaned_data[f"{part}-{number}"], f"{part}-{number}"
        if not re.fullmatch(r"[0-9]{4}", text):
            self.add_error(name, _("Write the year in four digits, such as 2024."))
        elif not FIRST_YEAR <= int(text) <= self.today.year:
            limits = {"first": FIRST_YEAR, "last": self.today.year}
            self.add_error(name, _("Write a year from %(first)s to %(last)s.") % limits)
        else:
            return int(text)
        return None

    @cached_property
    def helper(self):
        rows = [
            InterestRow(number, [f"{part}-{number}" for part in (*PARTS, "gone") if f"{part}-{number}" in self.fields])
            for number in range(1, MOST_ROWS + 1)
        ]
        n_open = min(max(FEWEST_OPEN_ROWS, self.n_on_record + 1), MOST_ROWS)
        further = rows[n_open:]
        written = any(self.data.get(name) for row in further for name in row.fields)
        interests = Section(
            "interests",
            _("Interests"),
            _("A row for each relation to a company or organisation. Rows that stay empty are not stored."),
            *rows[:n_open],
        )
        if further:
            interests.fields.append(FurtherRows(*further, is_open=written))
        helper = form_helper(self.action)
        helper.layout = Layout(
            "submission_key",
            Trap(),
            Section("stance", _("Your declaration"), _("It is dated today and replaces the last one."), "stance"),
            interests,
            Actions(_("Declare"), reverse("home"), _("Front page")),
        )
        return helper


def _text(label, longest: int, initial: str, **attributes) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attributes})
    return forms.CharField(label=label, max_length=longest, initial=initial, required=False, widget=widget)
