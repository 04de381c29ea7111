"""The trial registry in the admin: follow-up by lines, results with their values and comparison."""

import pytest
from django.urls import reverse

from articles.models import Analysis, Arm, ArmValue, Comparison, Endpoint, Result, Trial, TrialId
from tests.desk import Desk, as_shown, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ada):
    return Desk(client, ada)


@pytest.fixture
def trial():
    trial = Trial.objects.create(slug="imroz", acronym="IMROZ")
    for order, key in enumerate(("e", "c")):
        Arm.objects.create(trial=trial, key=key, abbr=key.upper(), order=order)
    Endpoint.objects.create(trial=trial, key="pfs", measure="PFS")
    return trial


def arm(trial, key: str) -> int:
    return trial.arms.get(key=key).pk


def follow_up(analysis) -> list[tuple]:
    return [(row.arm.key if row.arm else "", str(row.value), row.unit) for row in analysis.median_follow_up.all()]


def test_trial_with_arms_and_follow_up_of_new_arms_on_one_page(desk):
    desk.save(
        "articles.trial",
        acronym="BOSTON",
        slug="boston",
        phases=["PHASE1", "PHASE2"],
        aliases="KCP-330\nXPORT",
        rows={
            "ids": [{"registry": "NCT", "value": " nct 03110562 "}],
            "arms": [{"key": "e", "regimen": "selinexor\nbortezomib"}, {"key": "c"}],
            "analyses": [{"key": "first", "follow_up": "e: 13.2 months\nc: 16.50 months"}],
        },
    )

    trial = Trial.objects.get()
    assert (trial.phases, trial.aliases) == (["PHASE1", "PHASE2"], ["KCP-330", "XPORT"])
    assert TrialId.objects.get().value == "NCT03110562"
    assert list(trial.arms.values_list("key", "regimen", "order")) == [
        ("e", ["selinexor", "bortezomib"], 1),
        ("c", [], 2),
    ]
    assert follow_up(Analysis.objects.get()) == [("e", "13.2", "months"), ("c", "16.50", "months")]
    shown = as_shown(desk.open("articles.trial", trial.pk))
    assert shown["analyses-0-follow_up"] == "e: 13.2 months\nc: 16.50 months"


@pytest.mark.parametrize("total", ["9" * 12, "9" * 5_000, "x"])
def test_number_of_rows_that_no_browser_sends_costs_nothing(desk, trial, total):
    answer = desk.send(
        "articles.trial",
        trial.pk,
        rows={"analyses": [{"key": "a", "follow_up": "e: 1"}]},
        **{"arms-TOTAL_FORMS": total},
    )

    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("pk", ["9" * 20, "9" * 5_000, "²", "x", "-1"])
@pytest.mark.parametrize("page", ["articles_trial_results", "articles_result_add"])
def test_trial_that_no_database_can_hold_is_none(desk, trial, page, pk):
    assert desk.client.get(reverse(f"admin:{page}"), {"trial": pk}).status_code == 200


@pytest.mark.parametrize("page", ["trial_changelist", "reference_changelist", "reference_search"])
def test_search_for_very_many_words_is_answered(desk, trial, page):
    assert desk.client.get(reverse(f"admin:articles_{page}"), {"q": "imroz " * 1_500}).status_code == 200


def test_follow_up_changes_and_goes(desk, trial):
    desk.save("articles.trial", trial.pk, rows={"analyses": [{"key": "a", "follow_up": "59.7 months"}]})
    analysis = Analysis.objects.get()

    desk.save("articles.trial", trial.pk, **{"analyses-0-follow_up": "60.1 months"})
    assert follow_up(analysis) == [("", "60.1", "months")]

    desk.save("articles.trial", trial.pk, **{"analyses-0-follow_up": ""})
    assert follow_up(analysis) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"analyses": [{"key": "a", "follow_up": "x: 13 months"}]}, "No arm of this trial has the key x."),
        ({"analyses": [{"key": "a", "follow_up": "long"}]}, "“long” is not a follow-up. Write a number and its unit"),
        ({"ids": [{"registry": "NCT", "value": "NCT123"}]}, "NCT123 has 3 digits; an NCT number has 8."),
        ({"regulatory": [{"agency": "FDA", "action": "approval", "date": "May"}]}, "Write a date as 2024, 2024-09 or"),
    ],
)
def test_bad_row_gets_a_sentence(desk, trial, rows, sentence):
    answer = desk.send("articles.trial", trial.pk, rows=rows)

    assert any(sentence in found for found in errors(answer)), errors(answer)


def test_registry_number_of_another_trial_gets_a_sentence(desk, trial):
    other = Trial.objects.create(slug="other", acronym="OTHER")
    TrialId.objects.create(trial=other, value="NCT03319667")

    answer = desk.send("articles.trial", trial.pk, rows={"ids": [{"registry": "NCT", "value": "NCT03319667"}]})

    link = f'<a href="/admin/articles/trial/{other.pk}/change/" target="_blank">OTHER (NCT03319667)</a>'
    assert errors(answer) == [f"NCT03319667 belongs to the trial {link}."]


def test_same_number_in_two_rows_gets_a_sentence(desk, trial):
    rows = [{"registry": "NCT", "value": "NCT03319667"}, {"registry": "NCT", "value": "nct 03319667"}]

    answer = desk.send("articles.trial", trial.pk, rows={"ids": rows})

    assert any("duplicate data for registry and value" in found for found in errors(answer)), errors(answer)


def test_arms_with_results_exchange_their_keys(desk, trial):
    result = Result.objects.create(trial=trial, endpoint=trial.endpoints.get())
    for row in trial.arms.all():
        ArmValue.objects.create(result=result, arm=row)

    desk.save("articles.trial", trial.pk, **{"arms-0-key": "c", "arms-1-key": "e"})

    assert list(trial.arms.values_list("key", "abbr")) == [("c", "E"), ("e", "C")]
    assert result.values.count() == 2


def test_new_result_first_asks_for_its_trial(desk, trial):
    page = desk.open("articles.result")

    assert f'<option value="{trial.pk}">IMROZ</option>' in page.content.decode()


def result_rows(trial, values=(), **comparison) -> dict:
    rows = [{"arm": arm(trial, key), "value": value, "unit": "%"} for key, value in values]
    return {"values": rows} | ({"comparison": [comparison]} if comparison else {})


def test_result_with_values_and_comparison_keeps_printed_digits(desk, trial):
    desk.save(
        "articles.result",
        query=f"?trial={trial.pk}",
        endpoint=trial.endpoints.get().pk,
        time_point="60 months",
        rows=result_rows(
            trial, [("e", "63.2"), ("c", "45.20")],
            measure="HR", value="0.60", ci_pct="98.5", ci_lower="0.41", ci_upper="0.88", groups=["e", "c"],
        ),
    )  # fmt: skip

    result, comparison = Result.objects.get(), Comparison.objects.get()
    assert (result.trial, result.time_point) == (trial, "60 months")
    assert [(row.arm.key, str(row.value)) for row in ArmValue.objects.all()] == [("e", "63.2"), ("c", "45.20")]
    assert (str(comparison.value), str(comparison.ci_pct), comparison.groups) == ("0.60", "98.5", ["e", "c"])
    shown = as_shown(desk.open("articles.result", result.pk))
    assert (shown["values-1-value"], shown["comparison-0-value"]) == ("45.20", "0.60")
    assert shown["comparison-0-groups"] == ["e", "c"]


@pytest.mark.parametrize(
    ("values", "comparison", "sentence"),
    [
        ([("e", "63.2"), ("e", "45.2")], {}, "Please correct the duplicate data for arm."),
        ([("e", "163.2")], {}, "A percentage lies between 0 and 100."),
        (
            [],
            {"measure": "HR", "value": "0.57", "ci_pct": "95", "ci_lower": "0.14", "ci_upper": "0.41"},
            "The estimate does not lie inside its confidence interval.",
        ),
        ([], {"measure": "HR", "value": "0.57", "ci_lower": "0.41", "ci_upper": "0.79"}, "State the confidence level"),
        ([], {"measure": "OR", "value": "-1"}, "A ratio and its limits are greater than 0."),
        ([], {"measure": "HR", "p_value": "1.2"}, "A p value lies between 0 and 1."),
        ([], {"measure": "HR", "value": "0,57"}, "Enter a number."),
    ],
)
def test_impossible_number_gets_a_sentence(desk, trial, values, comparison, sentence):
    answer = desk.send(
        "articles.result",
        query=f"?trial={trial.pk}",
        endpoint=trial.endpoints.get().pk,
        rows=result_rows(trial, values, **comparison),
    )

    assert answer.status_code == 200
    assert any(sentence in found for found in errors(answer)), errors(answer)
    assert Result.objects.count() == 0


def test_choices_are_those_of_the_trial(desk, trial):
    other = Trial.objects.create(slug="other", acronym="OTHER")
    Arm.objects.create(trial=other, key="x", abbr="Of another trial")
    Endpoint.objects.create(trial=other, key="os", measure="Of another trial")

    page = desk.open("articles.result", query=f"?trial={trial.pk}").content.decode()

    assert "PFS" in page
    assert "Of another trial" not in page


def test_key_of_a_result_is_unique_in_its_trial(desk, trial):
    endpoint = trial.endpoints.get()
    Result.objects.create(trial=trial, endpoint=endpoint, key="pfs-60")

    answer = desk.send("articles.result", query=f"?trial={trial.pk}", endpoint=endpoint.pk, key="pfs-60")

    assert errors(answer) == ["This key is taken in the trial."]


def test_results_to_pin_are_the_keyed_ones_of_the_trial(client, ada, trial):
    endpoint = trial.endpoints.get()
    Result.objects.create(trial=trial, endpoint=endpoint, key="pfs-60", time_point="60 months")
    Result.objects.create(trial=trial, endpoint=endpoint)
    client.force_login(ada)

    def found(trial_key) -> list:
        return client.get(reverse("admin:articles_trial_results"), {"trial": trial_key}).json()["results"]

    assert found(trial.pk) == [{"key": "pfs-60", "label": "PFS, 60 months"}]
    assert found("") == found("x") == []


def test_trial_page_lists_its_results_and_leads_to_a_new_one(desk, trial):
    result = Result.objects.create(trial=trial, endpoint=trial.endpoints.get())

    page = desk.open("articles.trial", trial.pk).content.decode()

    assert f'href="{reverse("admin:articles_result_change", args=[result.pk])}"' in page
    assert f'href="{reverse("admin:articles_result_add")}?trial={trial.pk}"' in page
