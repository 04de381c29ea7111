"""The form in which a learner answers a quiz."""

from collections.abc import Sequence
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hub.questionnaire import (
    DONT_KNOW,
    Actions,
    OptionList,
    Question,
    QuestionField,
    Scale,
    SubmissionKeyField,
    form_helper,
)

from .actions import Given
from .models import Phase, PinnedQuestion
from .sittings import QuizSettings

CONFIDENCE = [
    ("1", _("Not at all")),
    ("2", _("Slightly")),
    ("3", _("Fairly")),
    ("4", _("Very")),
    ("5", _("Completely")),
]


class AttemptForm(forms.Form):
    """All questions of one phase. Field `q1` holds the option's uuid of question 1, `q1-confidence` 1 to 5 or nothing."""

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        slug: str,
        settings: QuizSettings,
        phase: Phase,
        pins: Sequence[PinnedQuestion],
        key: str,
        chosen: str = "",
        leave_url: str,
    ):
        """slug: of the article. settings: of the version that shows the pins. pins: with question version and options loaded. key: the signed key. chosen: uuid of an option to tick."""
        super().__init__(data, auto_id=f"{phase}-%s")
        self.slug = slug
        self.settings = settings
        self.phase = phase
        self.pins = pins
        self.leave_url = leave_url
        self.fields["submission_key"] = SubmissionKeyField(initial=key)
        for number, pin in enumerate(pins, start=1):
            self.fields[f"q{number}"] = self._question(pin, number, chosen)
            if settings.confidence:
                self.fields[f"q{number}-confidence"] = forms.ChoiceField(
                    label=_("How sure are you?"), choices=CONFIDENCE, widget=Scale, required=False
                )

    def _question(self, pin: PinnedQuestion, number: int, chosen: str) -> QuestionField:
        choices = [(str(option.pk), option.text) for option in pin.question_version.options.all()]
        ticked = chosen if chosen in dict(choices) else None
        if self.settings.dont_know:
            choices.append((DONT_KNOW, gettext("I do not know")))
        count = {"number": number, "total": len(self.pins)}
        return QuestionField(
            label=pin.question_version.stem,
            short_label=gettext("Question %(number)s of %(total)s") % count,
            choices=choices,
            widget=OptionList,
            initial=ticked,
            error_messages={
                "required": _("Choose one option."),
                "invalid_choice": _("Choose one of the options shown here."),
            },
        )

    def answers(self) -> dict[UUID, Given]:
        """What was answered, by question version. Only for a valid form."""
        return {
            pin.question_version.pk: Given(
                option_id=None
                if self.cleaned_data[f"q{number}"] == DONT_KNOW
                else UUID(self.cleaned_data[f"q{number}"]),
                confidence=int(self.cleaned_data.get(f"q{number}-confidence") or 0) or None,
            )
            for number, pin in enumerate(self.pins, start=1)
        }

    @cached_property
    def helper(self):
        """Layout: each question in a fieldset of its own, then the button."""
        names = [f"q{number}" for number in range(1, len(self.pins) + 1)]
        questions = [Question(name, f"{name}-confidence" if self.settings.confidence else "") for name in names]
        leave = Actions(_("Send my answers"), self.leave_url, _("Back to the article without answering"))
        helper = form_helper(reverse("quizzes:take", args=[self.slug, self.phase]))
        n_open = sum(name in self.errors for name in names)
        helper.form_error_title = ngettext(
            "One question is still open", "%(count)s questions are still open", n_open
        ) % {"count": n_open}
        helper.layout = Layout("submission_key", *questions, leave)
        return helper
