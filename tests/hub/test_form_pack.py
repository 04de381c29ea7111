"""The templates that every form of the public site is rendered with."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template

from hub.questionnaire import LongSelect


class SuggestionForm(forms.Form):
    topic = forms.CharField(label="Topic", help_text="A trial or a drug.")
    email = forms.EmailField(label="E-mail", required=False)
    often = forms.ChoiceField(label="How often?", choices=[("1", "Once"), ("2", "Twice")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="You may answer")
    source = forms.CharField(widget=forms.HiddenInput, initial="article")


def render(form, helper=None, **context) -> str:
    form.helper = FormHelper() if helper is None else helper
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form} | context))


def fields_of(html: str) -> list[str]:
    return re.findall(r'<div class="field.*?</div>(?=\n|$)', html, re.DOTALL)


def test_each_input_has_a_label_or_a_legend():
    html = render(SuggestionForm())

    assert '<label for="id_topic">Topic</label><p class="hint" id="id_topic_helptext">A trial or a drug.</p>' in html
    assert 'aria-describedby="id_topic_helptext"' in html
    assert '<label for="id_email">E-mail <span class="optional">(optional)</span></label>' in html
    assert "<fieldset><legend>How often?</legend>" in html
    assert re.search(r'<input type="checkbox" [^>]*id="id_agree"><label for="id_agree">You may answer</label>', html)


def test_hidden_field_stands_alone():
    assert '\n<input type="hidden" name="source" value="article" id="id_source">' in render(SuggestionForm())


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in render(SuggestionForm())


def test_summary_links_to_the_first_control_of_each_field():
    html = render(SuggestionForm({"email": "x", "source": "article"}))

    assert "There are 4 problems" in html
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a></li>', html) == [
        ("id_topic", "Topic: This field is required."),
        ("id_email", "E-mail: Enter a valid email address."),
        ("id_often_0", "How often?: This field is required."),
        ("id_agree", "You may answer: This field is required."),
    ]
    for anchor in ("id_topic", "id_email", "id_often_0", "id_agree"):
        assert f'id="{anchor}"' in html


def test_error_stands_at_its_field_and_describes_it():
    html = render(SuggestionForm({"topic": "T", "email": "x", "often": "1", "agree": "on", "source": "article"}))

    assert "There is a problem" in html
    assert '<div class="field field--error"><label for="id_email">' in html
    assert re.search(r'<input type="email" [^>]*aria-invalid="true" aria-describedby="id_email_error"', html)


def test_error_of_the_whole_form_stands_in_the_summary():
    form = SuggestionForm({"topic": "T", "often": "1", "agree": "on", "source": "article"})
    form.add_error(None, "Too many suggestions today.")

    assert "<li>Too many suggestions today.</li>" in render(form)


def test_values_are_escaped():
    html = render(SuggestionForm({"topic": '"><script>', "email": "<b>", "source": '"><script>'}))

    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(("method", "has_token"), [("post", True), ("get", False)])
def test_form_carries_a_token_only_when_it_posts(method, has_token):
    helper = FormHelper()
    helper.form_method = method

    html = render(SuggestionForm(), helper, csrf_token="t" * 32)

    assert f'<form method="{method}">' in html
    assert ("csrfmiddlewaretoken" in html) == has_token


def test_layout_groups_fields():
    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("About you", "email", css_id="you"), Div("topic", css_class="wide"), Submit("send", "Send it")
    )

    html = render(SuggestionForm(), helper)

    assert '<fieldset id="you"><legend>About you</legend><div class="field">' in html
    assert '<div class="wide"><div class="field">' in html
    assert '<button class="button" type="submit" name="send" value="Send it">Send it</button>' in html


def test_long_select_renders_what_the_plain_one_does():
    choices = [("", "—"), ("a&b", "A & B"), ("c", "C")]

    def rendered(widget) -> str:
        form = forms.Form({"f": "a&b"})
        form.fields["f"] = forms.ChoiceField(choices=choices, widget=widget)
        return re.sub(r">\s+<", "><", str(form["f"]))

    assert rendered(LongSelect) == rendered(forms.Select)
