"""Saving a question that learners have answered: the editor says whether the words or the meaning changed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.richtext import Profile, clean
from hub.admin.keeping import SAY_WHAT_CHANGED, ask_what_changed, change_field
from hub.models import Change

from ..models import Question
from ..versions import Revision, Wording, revision
from .question_forms import OptionRows, QuestionForm

ALWAYS = _(
    "An option added or removed, or another key, always starts a new series. If learners were scored by a wrong key, "
    "do not change it here: a reviewer or publisher uses “Correct the key”."
)
NOT_WORDING = _(
    "An option was added or removed, or another one is the key: that is more than wording, and a new series begins. "
    "Choose “The meaning”."
)


class ChangeForm(QuestionForm):
    """The question with the word on what changed, which answered questions alone ask for."""

    what_changed = change_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The options' rows judge the change as a whole; they see the question, and through it this form.
        self.instance.form_of_change = self
        ask_what_changed(self, revision(self.instance) if self.instance.pk else None, ALWAYS)


class ChangeRows(OptionRows):
    def clean(self):
        super().clean()
        form = getattr(self.instance, "form_of_change", None)
        if form is None or "what_changed" not in form.fields or form.errors or any(self.errors):
            return
        found, said = revision(self.instance, self._as_sent()), form.cleaned_data["what_changed"]
        problem = self._problem(found, said)
        if problem:
            form.add_error("what_changed", problem)
            raise ValidationError(problem)
        if said or not found.needs_word:
            self.instance.change = said if found.needs_word else ""

    def _problem(self, found: Revision, said: str):
        if found.is_regrouped and said == Change.WORDING:
            return NOT_WORDING
        has_new_words = self._stored() != self._as_sent()
        if found.needs_word and has_new_words and not said:
            return SAY_WHAT_CHANGED
        return None

    def _stored(self) -> Wording:
        return Wording.in_work(Question.objects.prefetch_related("options").get(pk=self.instance.pk))

    def _as_sent(self) -> Wording:
        """The question as this save would leave it; new options have no slot yet and get a mark of their own."""
        sent = [
            form
            for form in self.forms
            if (form.has_changed() or form.instance.pk) and not form.cleaned_data.get("DELETE")
        ]
        slots = {form: form.instance.slot or f"new-{number}" for number, form in enumerate(sent)}
        return Wording(
            self.instance.stem,
            {slots[form]: form.cleaned_data["text"] for form in sent},
            {slots[form]: clean(form.cleaned_data["feedback"], Profile.LINE) for form in sent},
            next((slots[form] for form in sent if form.cleaned_data["is_key"]), None),
        )


def change_section(question: Question | None, can_change: bool) -> list[tuple]:
    """The fieldset that asks for the word, as a list that is empty where nobody has answered."""
    found = revision(question) if question and can_change else None
    asks = found is not None and found.n_answers
    return [(_("Since learners have answered"), {"fields": ("what_changed",)})] if asks else []
