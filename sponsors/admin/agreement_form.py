"""The form of an agreement: a document is read for its hash and dropped, a correction needs its reason."""

import hashlib

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Agreement

# Fields of the form that are no fields of the agreement.
BESIDE = {"reason", "document"}


class AgreementForm(forms.ModelForm):
    document = forms.FileField(
        label=gettext_lazy("Signed document"), required=False,
        help_text=gettext_lazy("Its SHA-256 is computed and kept. The file itself is not stored."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Kept in the audit history; of a change of amount or level, in the part only sponsor managers read."
        ),
    )  # fmt: skip

    class Meta:
        model = Agreement
        fields = ()  # the admin names them
        widgets = {"signatories": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_confirmed = self.instance.is_confirmed
        if not self.was_confirmed:
            self.fields.pop("reason", None)

    def clean(self):
        cleaned = super().clean()
        if document := cleaned.get("document"):
            self.instance.document_hash = sha256_of(document)
        if self.was_confirmed:
            self._refuse_silent_correction(cleaned)
        return cleaned

    def _refuse_silent_correction(self, cleaned) -> None:
        if cleaned.get("status") == Agreement.Status.DRAFT:
            self.add_error("status", _("A confirmed agreement stays confirmed. Set its last day, and make a new one."))
        is_changed = set(self.changed_data) - BESIDE or cleaned.get("document")
        if is_changed and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Give the reason for changing a confirmed agreement."))


def sha256_of(file) -> str:
    """The hash of an uploaded file, 64 hexadecimal digits; read piece by piece."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
