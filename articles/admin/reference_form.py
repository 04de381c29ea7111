"""The form of a reference: CSL variables as plain fields, or a pasted CSL-JSON item."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..ama.identifiers import bare_doi, normalise_doi, normalise_pmid
from ..bundle.reading import BundleError, read_json
from ..bundle.shape import CslItem
from ..csl import Entry, read_date, read_item, write_item
from ..fields import LinesField
from ..models import Reference
from ..reference_import.keys import key_stem, next_key

TYPES = (
    ("article-journal", gettext_lazy("Journal article")),
    ("article", gettext_lazy("Preprint")),
    ("paper-conference", gettext_lazy("Conference paper")),
    ("webpage", gettext_lazy("Web page")),
    ("book", gettext_lazy("Book")),
    ("chapter", gettext_lazy("Chapter of a book")),
    ("report", gettext_lazy("Report")),
    ("thesis", gettext_lazy("Thesis")),
    ("dataset", gettext_lazy("Registry record")),
    ("article-newspaper", gettext_lazy("Newspaper article")),
)
GENRES = (
    ("", gettext_lazy("None of these")),
    ("congress abstract", gettext_lazy("Congress abstract")),
    ("preprint", gettext_lazy("Preprint")),
    ("press release", gettext_lazy("Press release")),
)
DATE_HELP = gettext_lazy("As 2024, 2024-09 or 2024-09-20.")
ENTRY_FIELDS = tuple(Entry.__dataclass_fields__)
_ITEM = CslItem()


def _line(label, required=False, help_text="", **attrs) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "vTextField"} | attrs),
    )


def free_key(item: dict[str, Any]) -> str:
    """A key that no reference has, made from first author and year."""
    stem = key_stem(item)
    return next_key(stem, set(Reference.objects.filter(key__startswith=stem).values_list("key", flat=True)))


def read_pasted(text: str) -> dict[str, Any]:
    """The item of pasted CSL-JSON, an object or a list of one, without its id. Raises ValueError with a sentence."""
    try:
        item = read_json(text.encode())
    except BundleError as error:
        reason = str(error.problems[0]).removeprefix("the file ")
        raise ValueError(_("This %(reason)s.") % {"reason": reason}) from error
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    if not isinstance(item, dict):
        raise ValueError(_("Paste one CSL-JSON item: a text that begins with { and ends with }."))
    named = {**item, "id": "pasted"}
    if problem := next(_ITEM.problems(named, ""), None):
        raise ValueError(_("%(place)s: %(reason)s.") % {"place": problem.path, "reason": problem.message.rstrip(".")})
    return {name: value for name, value in _ITEM.canonical(named).items() if name != "id"}


class ReferenceForm(forms.ModelForm):
    """Writes `Reference.csl` from the fields; variables without a field, and lines left as they were, keep their value."""

    pasted = forms.CharField(
        label=gettext_lazy("CSL-JSON"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Paste an item exported by a reference manager. What is filled in below goes before it."),
    )  # fmt: skip
    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=TYPES, required=False)
    authors = LinesField(
        label=gettext_lazy("Authors"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line as “Facon, Thierry”, or the name of an organisation; one that holds a comma stands in braces. "
            "A list cut short ends in “et al”."
        ),
    )  # fmt: skip
    container = _line(gettext_lazy("Journal, book or site"))
    container_short = _line(gettext_lazy("Journal, abbreviated"), help_text=gettext_lazy("As N Engl J Med."))
    issued = _line(gettext_lazy("Published"), help_text=DATE_HELP)
    volume = _line(gettext_lazy("Volume"))
    issue = _line(gettext_lazy("Issue"))
    page = _line(gettext_lazy("Pages"))
    number = _line(gettext_lazy("Number"), help_text=gettext_lazy("Of an abstract, report or registry record."))
    publisher = _line(gettext_lazy("Publisher"))
    genre = forms.ChoiceField(label=gettext_lazy("Form"), choices=GENRES, required=False)
    url = forms.URLField(
        label=gettext_lazy("Web address"), required=False, assume_scheme="https", max_length=1000,
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )  # fmt: skip
    accessed = _line(gettext_lazy("Accessed"), help_text=DATE_HELP)

    class Meta:
        model = Reference
        fields = ("key", "title", "doi", "pmid", "status", "superseded_by")
        help_texts = {
            "key": gettext_lazy("Stands in texts and stays. Empty: made from the first author and the year."),
            "doi": gettext_lazy("With or without https://doi.org/."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = read_item(self.instance.csl)
        shown = {name: getattr(self.stored, name) for name in ENTRY_FIELDS if name not in ("title", "authors")}
        self.initial = shown | {"authors": list(self.stored.authors)} | self.initial
        if self.stored.doi:
            self.initial["doi"] = self.stored.doi
        for name in ("type", "genre"):
            self._keep_choice(name, getattr(self.stored, name))
        for name in ("key", "title"):
            if name in self.fields:
                self.fields[name].required = False

    def _keep_choice(self, name: str, stored: str) -> None:
        """A stored value that is not among the choices stays one."""
        field = self.fields.get(name)
        if field and stored and stored not in dict(field.choices):
            field.choices = [*field.choices, (stored, stored)]

    def clean(self):
        cleaned = super().clean()
        base = self._read_pasted(cleaned)
        entry = self._entry(cleaned, read_item(base))
        if not entry.title:
            self.add_error("title", _("Give the title of the work."))
        if not self.errors:
            self.instance.csl = write_item(base, entry)
            cleaned |= {"title": entry.title, "doi": self._column("doi", entry), "pmid": self._column("pmid", entry)}
            if "key" in self.fields and not cleaned.get("key"):
                cleaned["key"] = free_key(self.instance.csl)
        return cleaned

    def _read_pasted(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        if not cleaned.get("pasted"):
            return self.instance.csl
        try:
            return read_pasted(cleaned["pasted"])
        except ValueError as error:
            self.add_error("pasted", str(error))
            return {}

    def _entry(self, cleaned: dict[str, Any], base: Entry) -> Entry:
        """The entries as typed; beside a pasted item an empty field says nothing."""
        typed = {name: cleaned.get(name) or "" for name in ENTRY_FIELDS}
        typed["authors"] = tuple(cleaned.get("authors") or ())
        if cleaned.get("pasted"):
            typed = {name: value or getattr(base, name) for name, value in typed.items()}
            typed["type"] = base.type or typed["type"]
        for name in ("issued", "accessed"):
            self._check(name, typed[name], getattr(base, name), read_date)
        typed["doi"] = self._check("doi", typed["doi"], base.doi, bare_doi) or ""
        typed["pmid"] = self._check("pmid", typed["pmid"], base.pmid, normalise_pmid) or ""
        return Entry(**typed)

    def _check(self, name: str, text: str, stored: str, read) -> Any:
        """What `read` makes of a changed text; its complaint becomes the field's. A stored text passes as it is."""
        if not text or text == stored:
            return text
        try:
            return read(text)
        except ValueError as error:
            self.add_error(name, str(error))
            return text

    def _column(self, name: str, entry: Entry) -> str | None:
        text = getattr(entry, name)
        if not text:
            return None
        column = (normalise_doi if name == "doi" else normalise_pmid)(text)
        holder = Reference.objects.filter(**{name: column}).exclude(pk=self.instance.pk).first()
        if holder:
            label = self.fields[name].label
            sentence = _("The reference %(key)s has this %(label)s already. Use that one.")
            self.add_error(name, ValidationError(sentence % {"key": holder.key, "label": label}))
        return column
