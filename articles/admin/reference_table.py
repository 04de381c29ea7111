"""The table that asks before references are stored: what was understood, what is there already, and the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub import sealing

from ..ama import reference_html
from ..models import Article, Reference
from ..models.reference import validate_citation_key
from ..reference_import import Problem, Reading, Understood
from ..reference_import.duplicates import Duplicate, find_duplicates, work_of
from ..reference_import.keys import suggest_keys

SALT = "articles.reference-import"


def seal(reading: Reading, article: Article | None, user) -> str:
    """What was understood as signed text: what comes back is what this server read, for this account."""
    sealed = {
        "records": [[record.line, record.item] for record in reading.records],
        "problems": [[problem.line, problem.message, problem.field] for problem in reading.problems],
        "format": reading.format,
        "article": article.pk if article else None,
    }
    return sealing.seal(sealed, salt=SALT, user=user)


def unseal(text: str, user) -> tuple[Reading, int | None]:
    """The reading and the article's primary key. Raises signing.BadSignature for anything not sealed for this account."""
    sealed = sealing.unseal(text, salt=SALT, user=user)
    records = tuple(Understood(item, line) for line, item in sealed["records"])
    problems = tuple(Problem(*problem) for problem in sealed["problems"])
    return Reading(records, problems, sealed["format"]), sealed["article"]


class RowForm(forms.Form):
    take = forms.BooleanField(label=gettext_lazy("Import"), required=False)
    key = forms.CharField(
        label=gettext_lazy("Key"), max_length=80, validators=[validate_citation_key],
        widget=forms.TextInput(attrs={"class": "import-key", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Give a key, such as facon2024.")},
    )  # fmt: skip

    def __init__(self, *args, has_key: bool, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        if not has_key:
            del self.fields["key"]

    def full_clean(self):
        super().full_clean()
        # What is not taken may say anything.
        if self.is_bound and not self.cleaned_data.get("take"):
            self._errors.clear()

    @property
    def is_taken(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data.get("take"))


@dataclass
class Row:
    """One reference of the table. stored_pk: of the stored reference that it repeats, None without one."""

    number: int
    record: Understood
    entry: SafeString
    duplicate: Duplicate | None
    stored_pk: int | None
    form: RowForm

    @property
    def is_new(self) -> bool:
        return self.duplicate is None or not self.duplicate.is_certain

    @property
    def remark(self) -> str:
        """What the row repeats, in words; the stored reference's key follows as a link."""
        if self.duplicate is None:
            return ""
        if not self.duplicate.work.is_stored:
            place = {"number": self.duplicate.work.label, "by": self.duplicate.by}
            if self.is_new:
                return _("Nearly the same title and the same year as number %(number)s of this table.") % place
            return _("The same %(by)s as number %(number)s of this table.") % place
        if self.is_new:
            return _("Nearly the same title and the same year as a stored reference:")
        return _("Stored already, with the same %(by)s:") % {"by": self.duplicate.by}


class ImportTable:
    """Rows for these references, filled with suggestions or with what was sent."""

    def __init__(
        self, records: Sequence[Understood], article: Article | None, sent: Mapping[str, Any] | None = None
    ) -> None:
        self.article = article
        stored = Reference.objects.works()
        works = [work_of(record.item, str(number)) for number, record in enumerate(records, start=1)]
        duplicates = find_duplicates(works, stored)
        keys = self._keys(records, duplicates, {work.label for work in stored})
        named = {found.work.label for found in duplicates if found and found.work.is_stored}
        pks = dict(Reference.objects.filter(key__in=named).values_list("key", "pk"))
        self.rows = [
            self._row(number, record, duplicate, key, pks, sent)
            for number, (record, duplicate, key) in enumerate(zip(records, duplicates, keys, strict=True), start=1)
        ]

    @staticmethod
    def _keys(records: Sequence[Understood], duplicates: Sequence[Duplicate | None], taken: set[str]) -> list[str]:
        """A suggestion for each reference that may be stored, "" for the others."""
        is_new = [found is None or not found.is_certain for found in duplicates]
        suggested = iter(suggest_keys([one.item for one, new in zip(records, is_new, strict=True) if new], taken))
        return [next(suggested) if new else "" for new in is_new]

    def _row(self, number, record, duplicate, key, pks, sent) -> Row:
        stored_pk = pks.get(duplicate.work.label) if duplicate and duplicate.work.is_stored else None
        is_listable = bool(self.article and stored_pk and duplicate.is_certain)
        form = RowForm(
            sent, prefix=str(number), has_key=duplicate is None or not duplicate.is_certain,
            initial={"take": duplicate is None or is_listable, "key": key},
        )  # fmt: skip
        entry = mark_safe(reference_html(record.item))  # noqa: S308 - the reference renderer escapes
        return Row(number, record, entry, duplicate, stored_pk, form)

    @cached_property
    def taken(self) -> list[Row]:
        return [row for row in self.rows if row.form.is_taken]

    @property
    def is_ticked(self) -> bool:
        return any(row.form["take"].value() for row in self.rows)

    def is_valid(self) -> bool:
        """Whether every ticked row has a key of its own; complaints stand at the rows."""
        holders: dict[str, int] = {}
        for row in self.taken:
            key = row.form.cleaned_data.get("key")
            if key and holders.setdefault(key, row.number) != row.number:
                told = _("Number %(number)s of this table has this key too.") % {"number": holders[key]}
                row.form.add_error("key", told)
        return all(row.form.is_valid() for row in self.rows)

    def new_items(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Key and item of each ticked row that is not stored beyond doubt."""
        return [(row.form.cleaned_data["key"], row.record.item) for row in self.taken if row.is_new]

    def stored_keys(self) -> list[str]:
        """Keys of the stored references that ticked rows repeat."""
        return [row.duplicate.work.label for row in self.taken if not row.is_new and row.stored_pk and row.duplicate]

    def complain(self, sentences: Mapping[str, str]) -> str:
        """Put each sentence to the row of its key; returns the one for the whole."""
        for row in self.taken:
            if sentence := sentences.get(row.form.cleaned_data.get("key", "")):
                row.form.add_error("key", sentence)
        return sentences.get("", "")
