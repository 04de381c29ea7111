"""The page "Correct the key": what each option as the key would make of the answers, the correction, and its undoing."""

from django import forms
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..corrections import correct_key, undo_correction
from ..key_outlook import key_outlook
from ..models import KeyCorrection, VersionOption
from .decisions import DecisionPage, ReasonForm


class CorrectionForm(ReasonForm):
    slot = forms.ChoiceField(
        label=_("The right option"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the right option.")},
    )
    field_order = ("slot", "reason", "seen")

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(option.slot, _named(option)) for option in options]
        self.fields["reason"].help_text = _("Learners whose result changes read it, and so does the audit history.")


def _named(option: VersionOption) -> str:
    return f"{option.letter}. {option.text}"


class CorrectionPage(DecisionPage):
    model = KeyCorrection
    template = "admin/quizzes/question/correct_key.html"
    title = _("Correct the key")

    DEEDS = ("correct", "undo")

    def deeds(self):
        return ["correct", "undo"] if self.last and not self.last.undoes_id else ["correct"]

    def form(self, deed, data=None):
        if deed == "undo":
            return super().form(deed, data)
        return CorrectionForm(data, options=list(self.version.options.all()), auto_id=f"{deed}_%s")

    def run(self, deed, given):
        if deed == "undo":
            undo_correction(correction=self.seen_row(given), reason=given["reason"], actor=self.request.user)
            return _("The correction is undone: results and reports count by the key before it.")
        correct_key(
            question=self.question,
            series=self.version.series,
            slot=given["slot"],
            reason=given["reason"],
            actor=self.request.user,
            seen=given["seen"],
        )
        return _(
            "The key is corrected: results and reports count by it from now on. The rationale and the feedback of both "
            "options still argue for the old key; rewrite them and publish, until then results leave them out."
        )

    def told(self, rows):
        """Each correction with both options by letter and text, as the newest version of its series has them."""
        names = {
            (shown.series, option.slot): _named(option) for shown in self.versions for option in shown.options.all()
        }
        for row in rows:
            row.was = names.get((row.series, row.previous_slot), row.previous_slot)
            row.now = names.get((row.series, row.slot), row.slot)
            yield row

    def context(self):
        return {"outlook": key_outlook(self.version)}


class CorrectionPages:
    """Mixin of the question admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.correct_key)
        return [path("<int:pk>/correct-key/", page, name="quizzes_question_correct-key"), *super().get_urls()]

    def correct_key(self, request, pk: int):
        return CorrectionPage(self, request, pk).respond()
