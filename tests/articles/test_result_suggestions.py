"""Results read from an item of a trial block: asked for, accepted once, and refused with a sentence."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Analysis, Arm, ArmValue, Comparison, Endpoint, FollowUp, Reference, Result, Trial, TrialPart
from hub.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db

ASK = "admin:articles_trial_suggestions"
ACCEPT = "admin:articles_trial_accept"
PFS = "At 60 months PFS was 63.2% with Isa-VRd vs 45.2% with VRd (HR 0.60; 98.5% CI 0.41–0.88; p < 0.001)."


def make_trial(acronym: str = "IMROZ") -> Trial:
    trial = Trial.objects.create(slug=acronym.lower(), acronym=acronym)
    for order, (key, abbr) in enumerate((("e", "Isa-VRd"), ("c", "VRd"))):
        Arm.objects.create(trial=trial, key=key, abbr=abbr, order=order)
    Endpoint.objects.create(trial=trial, key="pfs", measure="PFS")
    analysis = Analysis.objects.create(trial=trial, key="nejm24", label="primary report")
    FollowUp.objects.create(analysis=analysis, value="59.7", unit="months")
    return trial


@pytest.fixture
def trial():
    return make_trial()


@pytest.fixture
def writing(client, ada):
    client.force_login(ada)
    return client


def ask(client, trial, text, **data):
    return client.post(reverse(ASK), {"trial": trial.pk, "text": text} | data)


def accept(client, trial, text=PFS, /, **data):
    usual = {"trial": trial.pk, "text": text, "place": 0, "endpoint": "pfs", "analysis": "nejm24", "arm": ["e", "c"]}
    return client.post(reverse(ACCEPT), usual | data)


def stored(result: Result) -> tuple:
    values = [(row.arm.key, str(row.value), row.unit) for row in result.values.select_related("arm")]
    effect = result.comparison
    numbers = [effect.value, effect.ci_pct, effect.ci_lower, effect.ci_upper, effect.p_value]
    return values, effect.measure, [str(number) for number in numbers], effect.p_op


def test_item_is_offered_with_its_place_in_the_trial(writing, trial):
    answer = ask(writing, trial, PFS).json()

    assert answer == {
        "candidates": [
            {
                "place": 0,
                "label": "PFS, 60 months: 63.2% | 45.2%; HR 0.60 (98.5% CI 0.41–0.88; p < 0.001)",
                "time_point": "60 months",
                "values": [{"label": "63.2%", "arm": "e"}, {"label": "45.2%", "arm": "c"}],
                "comparison": "HR 0.60 (98.5% CI 0.41–0.88; p < 0.001)",
                "needs_level": False,
                "endpoint": "pfs",
                "new_endpoint": "",
                "analysis": "nejm24",
                "findings": [],
                "existing": None,
            }
        ],
        "arms": [{"value": "e", "label": "Isa-VRd"}, {"value": "c", "label": "VRd"}],
        "endpoints": [{"value": "pfs", "label": "PFS"}],
        "analyses": [{"value": "nejm24", "label": "primary report"}],
        "levels": ["90", "95", "97.5", "98.5", "99"],
        "follow_up": "",
        "notes": [],
    }


@pytest.mark.parametrize(
    ("text", "analysis"),
    [
        ("OS 93% vs 87%", "nejm24"),
        ("After a median follow-up of 59.7 months OS was 93% vs 87%", "nejm24"),
        ("After a median follow-up of 71.2 months OS was 93% vs 87%", "+"),
    ],
)
def test_analysis_goes_by_the_follow_up(writing, trial, text, analysis):
    (candidate,) = ask(writing, trial, text).json()["candidates"]

    assert (candidate["analysis"], candidate["endpoint"], candidate["new_endpoint"]) == (analysis, "+", "OS")


def test_missing_level_is_asked_for_and_then_checked(writing, trial):
    text = "PFS HR 0.60 (0.41–0.88; p = 0.00001)"

    (open_level,) = ask(writing, trial, text).json()["candidates"]
    (chosen,) = ask(writing, trial, text, level="95").json()["candidates"]

    assert (open_level["needs_level"], open_level["findings"]) == (True, [])
    assert chosen["label"] == "PFS: HR 0.60 (95% CI 0.41–0.88; p = 0.00001)"
    assert [finding["severity"] for finding in chosen["findings"]] == ["warning"]


def test_direction_in_words_is_compared_with_the_ratio(writing, trial):
    (candidate,) = ask(writing, trial, "The risk of death was increased by 40% (HR 0.60).").json()["candidates"]

    assert [finding["message"] for finding in candidate["findings"]] == [
        "The text says increased by 40%, but HR 0.60 means reduced."
    ]


def test_change_in_percent_is_compared_with_the_only_ratio(writing, trial):
    text = "The hazard was reduced by 30% (PFS HR 0.60); OS HR 0.52 (95% CI 0.27–0.98)."

    assert [candidate["findings"] for candidate in ask(writing, trial, text).json()["candidates"]] == [[], []]


def test_trial_with_too_few_arms_is_told(writing, trial):
    trial.arms.all().delete()

    answer = ask(writing, trial, PFS).json()

    assert answer["notes"] == [
        "IMROZ has fewer arms than the item has values. Add the missing arms on the trial's page."
    ]
    assert [value["arm"] for value in answer["candidates"][0]["values"]] == ["", ""]


def test_accepted_result_is_stored_whole_and_unchecked(writing, trial, ada):
    reference = Reference.objects.create(key="imroz", csl={"type": "book", "title": "T"}, title="T")

    answer = accept(writing, trial, source="imroz")

    result = Result.objects.get()
    assert answer.json() == {"key": "pfs-60-months", "label": "PFS, 60 months, primary report"}
    assert (result.endpoint.key, result.analysis.key, result.time_point) == ("pfs", "nejm24", "60 months")
    assert (result.key, result.ref, result.checked_by, result.checked_on) == ("pfs-60-months", reference, None, None)
    assert stored(result) == (
        [("e", "63.2", "%"), ("c", "45.2", "%")],
        "HR",
        ["0.60", "98.5", "0.41", "0.88", "0.001"],
        "<",
    )
    event = AuditEvent.objects.get(verb="accept suggestion")
    assert (event.actor, event.subject) == (ada, "trial imroz")


def test_accepting_twice_stores_once(writing, trial):
    first, second = accept(writing, trial).json(), accept(writing, trial).json()

    assert first == second
    assert (Result.objects.count(), ArmValue.objects.count(), Comparison.objects.count()) == (1, 2, 1)
    assert AuditEvent.objects.filter(verb="accept suggestion").count() == 1


def test_other_numbers_or_another_place_make_another_result(writing, trial):
    keys = [
        accept(writing, trial, **changes).json()["key"]
        for changes in ({}, {"text": PFS.replace("63.2", "63.3")}, {"analysis": ""}, {"arm": ["c", "e"]})
    ]

    assert keys == ["pfs-60-months", "pfs-60-months-2", "pfs-60-months-3", "pfs-60-months-4"]


def test_stored_result_is_offered_and_gets_a_key_to_be_pinned(writing, trial):
    accept(writing, trial)
    Result.objects.update(key=None)

    (candidate,) = ask(writing, trial, "HR 0.60 (98.5% CI 0.41–0.88)").json()["candidates"]
    answer = accept(writing, trial, existing=candidate["existing"]["result"])

    assert candidate["existing"]["label"] == "PFS, 60 months, primary report"
    assert answer.json()["key"] == Result.objects.get().key == "pfs-60-months"


@pytest.mark.parametrize(
    "text",
    [
        PFS.replace("45.2", "45.3"),
        PFS.replace("0.88", "0.89"),
        PFS.replace("98.5", "95"),
        PFS.replace("< 0.001", "= 0.001"),
        PFS.replace("60 months", "48 months"),
        PFS.replace("PFS", "OS"),
        PFS.replace("HR", "OR"),
    ],
)
def test_result_that_differs_is_not_taken_for_the_stored_one(writing, trial, text):
    accept(writing, trial)

    assert ask(writing, trial, text).json()["candidates"][0]["existing"] is None


def test_new_endpoint_and_analysis_are_made_once(writing, trial):
    text = "After a median follow-up of 71.2 months neutropenia was seen in 23% vs 7%"

    for _again in range(2):
        accept(writing, trial, text, endpoint="+", analysis="+")

    result = Result.objects.get()
    assert (result.endpoint.key, result.endpoint.measure) == ("neutropenia", "neutropenia")
    assert (result.endpoint.type, result.endpoint.better) == ("SAFETY", "lower")
    assert str(result.analysis.median_follow_up.get()) == "71.2 months"
    assert (trial.endpoints.count(), trial.analyses.count()) == (2, 2)


def test_arms_compared_and_their_part_are_kept_where_the_trial_has_more(writing, trial):
    part = TrialPart.objects.create(trial=trial, key="p1", label="Part 1")
    trial.arms.update(part=part)
    Arm.objects.create(trial=trial, key="later", order=9)

    accept(writing, trial)

    result = Result.objects.get()
    assert (result.part, result.comparison.groups) == (part, ["e", "c"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"trial": ""}, "Choose the trial of this block first."),
        ({"trial": "99999"}, "This trial does not exist. Choose another one for the block."),
        ({"trial": "9" * 30}, "This trial does not exist. Choose another one for the block."),
        ({"text": "  "}, "The item is empty. Type the result first."),
        ({"text": "x" * 4001}, "An item has at most 4000 characters for this; put each result into its own."),
        ({"place": 7}, "The item no longer states this result. Ask again."),
        ({"endpoint": ""}, "Choose the endpoint."),
        ({"endpoint": "none"}, "IMROZ has no endpoint none."),
        ({"endpoint": "+", "text": "63.2% vs 45.2%"}, "Choose the endpoint; the sentence does not name one."),
        ({"analysis": "none"}, "IMROZ has no analysis none."),
        ({"arm": ["e"]}, "Choose an arm of IMROZ for each value."),
        ({"arm": ["e", "x"]}, "Choose an arm of IMROZ for each value."),
        ({"arm": ["e", "e"]}, "Choose a different arm for each value."),
        (
            {"text": "PFS HR 0.60 (0.41–0.88)", "arm": []},
            "Choose the confidence level of the interval; the sentence does not give it.",
        ),
        (
            {"text": "PFS HR 0.90 (95% CI 0.41–0.88)", "arm": []},
            "The estimate does not lie inside its confidence interval.",
        ),
        ({"text": "PFS 163.2% vs 45.2%"}, "A percentage lies between 0 and 100."),
    ],
)
def test_bad_choice_gets_a_sentence_and_writes_nothing(writing, trial, data, sentence):
    answer = accept(writing, trial, **data)

    assert (answer.status_code, answer.json()) == (400, {"error": sentence})
    assert (Result.objects.count(), trial.endpoints.count(), trial.analyses.count()) == (0, 1, 1)


def test_parts_of_another_trial_are_refused(writing, trial):
    other = make_trial("OTHER")
    Endpoint.objects.create(trial=other, key="os", measure="OS")
    result = Result.objects.create(trial=other, endpoint=other.endpoints.first(), key="theirs")

    answers = [accept(writing, trial, endpoint="os"), accept(writing, trial, existing=result.pk)]

    assert [answer.json()["error"] for answer in answers] == [
        "IMROZ has no endpoint os.",
        "This result belongs to another trial.",
    ]


@pytest.mark.parametrize("page", [ASK, ACCEPT])
@pytest.mark.parametrize(
    ("role", "status"),
    [("writer", 200), ("publisher", 200), ("reviewer", 403), ("analyst", 403), ("sponsor manager", 403)],
)
def test_only_who_may_write_articles_and_results(client, trial, role, status, page):
    client.force_login(factories.make_staff("staff", role))

    data = {"trial": trial.pk, "text": PFS, "endpoint": "pfs", "arm": ["e", "c"]}
    answer = client.post(reverse(page), data)

    assert answer.status_code == status
    assert Result.objects.exists() == (status == 200 and page == ACCEPT)


@pytest.mark.parametrize("page", [ASK, ACCEPT])
def test_only_posts_with_a_token_count(ada, trial, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)

    assert strict.get(reverse(page)).status_code == 405
    assert strict.post(reverse(page), {"trial": trial.pk, "text": PFS}).status_code == 403


@pytest.mark.parametrize("results", [1, 3])
def test_asking_takes_the_same_queries_for_any_number_of_results(writing, trial, results, django_assert_num_queries):
    for number in range(results):
        accept(writing, trial, text=PFS.replace("63.2", f"63.{number}"))
    ask(writing, trial, PFS)

    with django_assert_num_queries(11):
        ask(writing, trial, PFS)
