"""The forms in which a learner answers a quiz: on one page, or question by question."""

from collections.abc import Callable, Mapping, Sequence

from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hub.companions import Companion
from hub.questionnaire import (
    DONT_KNOW,
    TRAP,
    Actions,
    OptionList,
    Question,
    QuestionField,
    Scale,
    SubmissionKeyField,
    Trap,
    TrapField,
    form_helper,
)

from .field_names import confidence_name, field_name
from .form_addresses import FormAddresses
from .models import Phase, PinnedQuestion
from .sittings import QuizSettings

CONFIDENCE = [
    ("1", _("Not at all")),
    ("2", _("Slightly")),
    ("3", _("Fairly")),
    ("4", _("Very")),
    ("5", _("Completely")),
]
GO, BACK = "go", "back"
"""Field of a button that leads elsewhere than on, and its value for the step before; else the number of a question."""

LEAVE = _("Back to the article")


class AttemptForm(forms.Form):
    """All questions of one phase. Field `q1` holds the option's uuid of question 1, `q1-confidence` 1 to 5 or nothing.

    Fields go by the question's place in the article's version, so that they keep their names when another is withdrawn.
    """

    use_required_attribute = False
    question_widget: type[forms.Widget] = OptionList
    scale_widget: type[forms.Widget] = Scale
    needs_answers = True

    def __init__(
        self,
        data=None,
        *,
        addresses: FormAddresses,
        settings: QuizSettings,
        phase: Phase,
        pins: Sequence[PinnedQuestion],
        key: Callable[[], str],
        ticked: Mapping[str, str],
        leave_url: str,
        companions: Sequence[Companion] = (),
    ):
        """addresses: where it posts to. settings: of the version that shows the pins. pins: with question version and options loaded. key: signs the key, where the form is shown. ticked: by field, what is ticked at first. companions: what is asked beside the questions, where all is sent."""
        super().__init__(data, auto_id=f"{phase}-%s")
        self.addresses = addresses
        self.settings = settings
        self.phase = phase
        self.pins = pins
        self.leave_url = leave_url
        self.companions = companions
        self.fields["submission_key"] = SubmissionKeyField(initial=key)
        self.fields[TRAP] = TrapField()
        for number in self.numbers:
            pin = pins[number - 1]
            self.fields[field_name(pin)] = self._question(number, ticked)
            if settings.confidence:
                self.fields[confidence_name(pin)] = forms.ChoiceField(
                    label=_("How sure are you?"),
                    choices=CONFIDENCE,
                    widget=self.scale_widget,
                    required=False,
                    initial=ticked.get(confidence_name(pin)),
                )

    @property
    def numbers(self) -> Sequence[int]:
        """Which questions the form asks, from 1."""
        return range(1, len(self.pins) + 1)

    @property
    def place(self) -> str:
        """Where in the quiz the form stands, for titles; "" where it is the whole quiz."""
        return ""

    def _question(self, number: int, ticked: Mapping[str, str]) -> QuestionField:
        pin = self.pins[number - 1]
        version = pin.question_version
        choices = [(str(option.pk), option.text) for option in version.options.all()]
        if self.settings.dont_know:
            choices.append((DONT_KNOW, gettext("I do not know")))
        return QuestionField(
            label=version.stem,
            short_label=_count(number, len(self.pins)),
            choices=choices,
            widget=self.question_widget,
            required=self.needs_answers,
            initial=ticked.get(field_name(pin)),
            error_messages={
                "required": _("Choose one option."),
                "invalid_choice": _("Choose one of the options shown here."),
            },
        )

    @cached_property
    def helper(self):
        """Layout: each question in a fieldset of its own, then the button."""
        beside = (Beside(companion) for companion in self.companions)
        helper = self._helper(self.addresses.form, "submission_key", Trap(), *beside, *self._body())
        n_open = sum(field_name(self.pins[number - 1]) in self.errors for number in self.numbers)
        helper.form_error_title = ngettext(
            "One question is still open", "%(count)s questions are still open", n_open
        ) % {"count": n_open}
        return helper

    def _body(self) -> list:
        leave = Actions(_("Send my answers"), self.leave_url, _("Back to the article without answering"))
        return [*(self.fieldset(number) for number in self.numbers), leave]

    def fieldset(self, number: int, is_focused: bool = False) -> Question:
        """Layout of one question, from 1."""
        pin = self.pins[number - 1]
        return Question(field_name(pin), confidence_name(pin) if self.settings.confidence else "", is_focused)

    def _helper(self, action: str, *layout):
        helper = form_helper(action)
        # What is ticked comes from the server, or from the page as it was left: never from a browser's memory of fields.
        helper.attrs |= {"autocomplete": "off", "data-draft": self.addresses.draft}
        helper.layout = Layout(*layout)
        return helper


class StepForm(AttemptForm):
    """One question of several. It may stay open here; what is open is asked for when all is sent."""

    needs_answers = False

    def __init__(self, data=None, *, number: int, is_focused: bool = False, **shared):
        """number: of the question, from 1. is_focused: whether its page begins at the question."""
        self.number = number
        self.is_focused = is_focused
        super().__init__(data, **shared)

    @property
    def numbers(self) -> Sequence[int]:
        return [self.number]

    @property
    def place(self) -> str:
        return _count(self.number, len(self.pins))

    @cached_property
    def helper(self):
        """Layout: the question, then on and back; the first button is what the Enter key presses."""
        back = (GO, BACK, _("Back")) if self.number > 1 else None
        actions = Actions(_("Next"), self.leave_url, LEAVE, back)
        question = self.fieldset(self.number, self.is_focused)
        return self._helper(
            self.addresses.step(self.number, len(self.pins)), "submission_key", Trap(), question, actions
        )


class SendForm(AttemptForm):
    """The last step: everything that was answered as a list, which is what is sent."""

    question_widget = forms.HiddenInput
    scale_widget = forms.HiddenInput

    def __init__(self, data=None, *, addresses: FormAddresses, **shared):
        super().__init__(data, addresses=addresses, **shared)
        for number in self.numbers:
            self.fields[field_name(self.pins[number - 1])].address = addresses.step(number, len(self.pins))

    @property
    def place(self) -> str:
        return gettext("Send your answers")

    def _body(self) -> list:
        lines = [SummaryLine(self, number) for number in self.numbers]
        return [Summary(lines, keeps_words=bool(self.companions)), Actions(_("Send my answers"), self.leave_url, LEAVE)]


class SummaryLine:
    """One question of the last step: its stem, what is answered, and the address of its step."""

    def __init__(self, form: SendForm, number: int):
        pin = form.pins[number - 1]
        bound = form[field_name(pin)]
        self.number = number
        self.count = bound.field.short_label
        self.stem = bound.field.label
        self.address = bound.field.address
        self.answer = dict(bound.field.choices).get(bound.value() or "", "")
        points = {str(value): label for value, label in CONFIDENCE}
        self.confidence = points.get(form[confidence_name(pin)].value() or "") if form.settings.confidence else None


class Beside(LayoutObject):
    """Layout of what another part asks in the same form."""

    def __init__(self, companion: Companion):
        self.fields = []
        self.companion = companion

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return self.companion.markup()


class Summary(LayoutObject):
    """Layout of the last step: the fields, hidden, and the list of what they hold."""

    def __init__(self, lines: Sequence[SummaryLine], *, keeps_words: bool = False):
        """keeps_words: the way back to a question is a button, which sends what is written on this page along."""
        self.fields = []
        self.lines = lines
        self.keeps_words = keeps_words

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        hidden = [field for field in form if field.is_hidden and field.name != "submission_key"]
        form.rendered_fields.update(field.name for field in hidden)
        n_open = sum(not line.answer for line in self.lines)
        context = {"lines": self.lines, "hidden": hidden, "n_open": n_open, "is_error": form.errors}
        return render_to_string("quizzes/_summary.html", context | {"go": GO, "keeps_words": self.keeps_words})


def _count(number: int, total: int) -> str:
    return gettext("Question %(number)s of %(total)s") % {"number": number, "total": total}
