"""A new trial by four fields, as the article screen offers it."""

import pytest
from django.urls import reverse

from articles.models import Trial, TrialId
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


@pytest.fixture
def imroz():
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    TrialId.objects.create(trial=trial, value="NCT03319667")
    return trial


def numbers(trial) -> list[tuple]:
    return list(trial.ids.values_list("registry", "value"))


def test_four_fields_make_a_trial(desk):
    desk.save(
        "articles.trial", acronym="GMMG-HD7", number=" nct 03617731 ", phases=["PHASE3"], question="Does adding isatuximab help?"
    )  # fmt: skip

    trial = Trial.objects.get()
    assert (trial.slug, trial.acronym, trial.phases, trial.question) == (
        "gmmg-hd7", "GMMG-HD7", ["PHASE3"], "Does adding isatuximab help?",
    )  # fmt: skip
    assert numbers(trial) == [("NCT", "NCT03617731")]


def test_first_four_fields_stand_open_and_the_rest_is_folded(desk):
    page = desk.open("articles.trial", query="?_popup=1")

    open_part = [field for fieldset in page.context["adminform"].fieldsets[:1] for field in fieldset[1]["fields"]]
    assert open_part == ["acronym", "is_another", "number", "phases", "question"]
    assert [fieldset[1].get("classes") for fieldset in page.context["adminform"].fieldsets[1:]] == [("collapse",)]
    assert all(inline.is_collapsible for inline in page.context["inline_admin_formsets"])
    assert 'type="hidden" name="is_another"' in page.content.decode()


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("", []),
        ("EudraCT 2018-004614-18", [("EudraCT", "2018-004614-18")]),
        ("2022-500001-26-00", [("EUCT", "2022-500001-26-00")]),
        ("isrctn10081873", [("ISRCTN", "ISRCTN10081873")]),
    ],
)
def test_registry_is_told_by_the_form_of_the_number(desk, number, stored):
    desk.save("articles.trial", acronym="NEW", number=number)

    assert numbers(Trial.objects.get()) == stored


def test_number_given_twice_on_the_page_is_stored_once(desk):
    row = {"registry": "NCT", "value": "NCT 03617731", "role": "primary"}
    desk.save("articles.trial", acronym="HD7", number="NCT03617731", rows={"ids": [row]})

    assert list(TrialId.objects.values_list("value", "role")) == [("NCT03617731", "primary")]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("NCT0365206", "NCT0365206 has 7 digits; an NCT number has 8."),
        ("NCTO3652064", "NCTO3652064 has the letter O for a zero. Write NCT03652064."),
        ("NTC03652064", "“NTC03652064” has the form of no registry known here; NCT03319667 would be one."),
        ("nct03319667", "NCT03319667 belongs to the trial <a href"),
    ],
)
def test_wrong_number_gets_a_sentence_at_its_field(desk, imroz, number, sentence):
    answer = desk.send("articles.trial", acronym="NEW", number=number)

    assert [found[: len(sentence)] for found in answer.context["adminform"].form.errors["number"]] == [sentence]
    assert as_shown(answer)["number"] == number
    assert Trial.objects.count() == 1


def test_same_acronym_is_a_warning_with_a_link_and_a_tick(desk, imroz):
    answer = desk.send("articles.trial", acronym="Imroz", number="NCT03652064")

    address = reverse("admin:articles_trial_change", args=[imroz.pk])
    assert errors(answer) == [
        f'<a href="{address}" target="_blank">IMROZ (NCT03319667)</a> is stored already. '
        "Choose that trial in the article, or tick below that you mean another one."
    ]
    assert 'type="checkbox" name="is_another"' in answer.content.decode()

    desk.save("articles.trial", acronym="Imroz", number="NCT03652064", is_another="on")
    assert list(Trial.objects.values_list("slug", "acronym").order_by("pk")) == [
        ("imroz", "IMROZ"),
        ("imroz-2", "Imroz"),
    ]


def test_acronym_without_letters_asks_for_a_slug(desk):
    answer = desk.send("articles.trial", acronym="试验")

    assert errors(answer) == ["The acronym holds no letters from a to z. Write a slug for the trial's address."]
    desk.save("articles.trial", acronym="试验", slug="shiyan")
    assert Trial.objects.get().slug == "shiyan"


def test_acronym_is_escaped_in_the_warning(desk):
    Trial.objects.create(slug="x", acronym="<b>X</b>")

    page = desk.send("articles.trial", acronym="<b>X</b>").content.decode()

    assert "&lt;b&gt;X&lt;/b&gt;</a> is stored already" in page
    assert "<b>X</b>" not in page


def test_popup_hands_the_trial_back_to_the_article(desk, client):
    answer = desk.send("articles.trial", query="?_popup=1", acronym="AQUILA", number="NCT03301220")

    page = client.get(answer.url) if answer.status_code == 302 else answer
    assert f'"value": "{Trial.objects.get().pk}"' in page.context["popup_response_data"]
    assert '"obj": "AQUILA"' in page.context["popup_response_data"]


def test_new_trial_is_not_for_reviewers(client, rhea):
    client.force_login(rhea)

    assert client.get(reverse("admin:articles_trial_add")).status_code == 403
