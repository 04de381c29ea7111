"""/trials/<slug>/results.csv and .json: what a reader takes away."""

import json

import pytest

from articles.result_rows import columns
from tests import trials
from tests.downloads import read_csv


@pytest.fixture
def trial(hub):
    trial = trials.make_trial("ALPHA", n_results=1)
    trials.publish(hub, trial)
    return trial


def test_csv_keeps_printed_digits_and_names_the_source(client, trial):
    response = client.get("/trials/alpha/results.csv")

    assert response["Content-Disposition"] == 'attachment; filename="alpha-results.csv"'
    assert [
        (row["measure"], row["arms"], row["estimate"], row["ci_pct"], row["ci_lower"], row["ci_upper"], row["p_value"])
        for row in read_csv(response)
    ] == [
        ("value", "New-VRd", "63.2", "", "", "", ""),
        ("value", "VRd", "45.2", "", "", "", ""),
        ("HR", "New-VRd; VRd", "0.50", "95", "0.30", "0.83", "0.0010"),
    ]
    assert {row["citation"] for row in read_csv(response)} == {f"Name A. On {trial.analyses.get().ref.key}."}


def test_json_holds_the_same_rows_the_meaning_of_columns_and_the_sources(client, trial):
    response = client.get("/trials/alpha/results.json")
    answer = json.loads(response.content)

    assert (answer["trial"], answer["url"], answer["columns"]) == (
        "ALPHA",
        "http://testserver/trials/alpha/",
        columns(),
    )
    assert [row["estimate"] for row in answer["results"]] == ["63.2", "45.2", "0.50"]
    assert [item["id"] for item in answer["references"]] == [trial.analyses.get().ref.key]


@pytest.mark.parametrize("name", ["results.csv", "results.json"])
def test_unchecked_result_is_in_no_download(client, trial, name):
    trials.add_result(
        trial, values=("99.9", "11.1"), checked=False, ref=trials.make_reference("secret", "Unchecked work")
    )

    text = client.get(f"/trials/alpha/{name}").content.decode()

    assert ("63.2" in text, "99.9" in text, "Unchecked work" in text) == (True, False, False)


@pytest.mark.parametrize("name", ["results.csv", "results.json"])
def test_download_names_no_person_who_checked(client, trial, name):
    text = client.get(f"/trials/alpha/{name}").content.decode()

    assert ("2026-01-05" in text, "checker" in text, "Cleo" in text) == (True, False, False)


@pytest.mark.parametrize("name", ["results.csv", "results.json"])
def test_download_is_public_and_answers_304(client, trial, name):
    response = client.get(f"/trials/alpha/{name}")
    again = client.get(f"/trials/alpha/{name}", headers={"if-none-match": response["ETag"]})

    assert (response.cookies, again.status_code) == ({}, 304)
    assert response["Cache-Control"].startswith("public")


def test_csv_runs_no_formula(client, trial):
    trial.endpoints.update(measure="=HYPERLINK(1)")

    assert {row["endpoint"] for row in read_csv(client.get("/trials/alpha/results.csv"))} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize("n", [1, 3])
def test_download_keeps_its_queries(client, hub, n, django_assert_num_queries):
    trials.publish(hub, trials.make_trial("BETA", n_results=n))

    with django_assert_num_queries(13):
        client.get("/trials/beta/results.csv")
