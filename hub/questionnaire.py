"""What the forms of quizzes and surveys share: their fields, and how a question and its options are laid out."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

DONT_KNOW = "dont-know"
NOT_APPLICABLE = "na"
TRAP = "further"
"""Name of the field that only programs fill in."""


class RadioList(forms.RadioSelect):
    """Radios whose invalid state is told by their fieldset: the attribute is not for single radios."""

    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("aria-invalid", None)
        return option


class OptionList(RadioList):
    """Lettered options of a quiz question; "I do not know" stands last, without a letter."""

    template_name = "hubforms/widgets/options.html"

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        option["letter"] = "" if value == DONT_KNOW else chr(ord("A") + index)
        return option


class Scale(RadioList):
    """The labelled points of a scale side by side; "not applicable" stands apart."""

    template_name = "hubforms/widgets/scale.html"

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        option["is_apart"] = value == NOT_APPLICABLE
        return option


class LongSelect(forms.Select):
    """A select of many plain options, without the template that Django renders for each single one."""

    template_name = "hubforms/widgets/select.html"


class QuestionField(forms.ChoiceField):
    """One question with its options. short_label: "Question 2 of 3"; the label is the question itself."""

    def __init__(self, *, short_label, **kwargs):
        super().__init__(**kwargs)
        self.short_label = short_label


class SubmissionKeyField(forms.CharField):
    """The signed key. A form always sends back the key it was made with, not the text that came in."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def bound_data(self, data, initial):
        return initial


class TrapField(forms.CharField):
    """A text field for programs that fill in whatever they find. People neither see nor reach it.

    Its name is one that no browser offers to fill in, and it is no business of assistive technology.
    """

    def __init__(self):
        attributes = {"autocomplete": "off", "tabindex": "-1"}
        super().__init__(label=_("Leave this empty"), required=False, widget=forms.TextInput(attributes))


class Trap(LayoutObject):
    """Layout of the trap, out of sight."""

    template = "%s/layout/trap.html"

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        form.rendered_fields.add(TRAP)
        return render_to_string(self.get_template_name(template_pack), {"field": form[TRAP]})


class Question(LayoutObject):
    """Layout of one question in a fieldset of its own, with a second scale inside it or not."""

    template = "%s/layout/question.html"

    def __init__(self, name: str, inner: str = "", is_focused: bool = False):
        """is_focused: whether a page that opens begins at the question."""
        self.fields = [name, inner] if inner else [name]
        self.is_focused = is_focused

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        form.rendered_fields.update(self.fields)
        inner = form[self.fields[1]] if len(self.fields) > 1 else None
        context = {"field": form[self.fields[0]], "inner": inner, "is_focused": self.is_focused}
        return render_to_string(self.get_template_name(template_pack), context)


class Section(LayoutObject):
    """Fields under a heading of the page, with a sentence that says why they are asked."""

    template = "%s/layout/section.html"

    def __init__(self, section_id: str, heading, hint, *fields: str):
        self.fields = list(fields)
        self.context = {"section_id": section_id, "heading": heading, "hint": hint}

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.get_template_name(template_pack), self.context | {"fields": fields})


class Actions(LayoutObject):
    """The button of a form, and the link for leaving it.

    second: name, value and label of a further button; the Enter key presses the first.
    """

    template = "%s/layout/actions.html"

    def __init__(self, label, leave_url: str, leave_label, second: tuple[str, str, str] | None = None):
        self.fields = []
        self.context = {"label": label, "leave_url": leave_url, "leave_label": leave_label, "second": second}

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        return render_to_string(self.get_template_name(template_pack), self.context)


def form_helper(action: str) -> FormHelper:
    """A helper for a form that posts to `action` and leaves checking to the server, which keeps what was ticked."""
    helper = FormHelper()
    helper.form_action = action
    helper.attrs = {"novalidate": True}
    return helper
