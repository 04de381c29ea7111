"""Which results and sources the columns of a landscape table show."""

import pytest

from articles.landscape import approvals, column_keys, followed_analysis, primary_results, results_in

TRIAL = {
    "endpoints": [{"key": "pfs", "type": "PRIMARY"}, {"key": "os"}, {"key": "mrd", "type": "PRIMARY"}],
    "analyses": [
        {"key": "a1", "median_follow_up": {"value": "10"}, "ref": "followed"},
        {"key": "a2", "median_follow_up": {"value": "20"}},
        {"key": "a3"},
    ],
    "results": [
        {"key": "os", "endpoint": "os", "comparison": {"value": "0.5"}},
        {"key": "mrd", "endpoint": "mrd", "ref": "mrd-source"},
        {"key": "rate", "endpoint": "pfs"},
        {"key": "hr", "endpoint": "pfs", "analysis": "a1", "comparison": {"value": "0.6"}, "ref": "pfs-source"},
        {"key": "later", "endpoint": "pfs", "analysis": "a2", "comparison": {"value": "0.7"}},
    ],
    "regulatory": [
        {"agency": "EMA", "action": "positive opinion", "ref": "opinion"},
        {"agency": "EC", "action": "Approval", "ref": "label"},
    ],
}


def test_one_result_of_each_primary_endpoint_the_first_with_an_estimate():
    assert [result["key"] for result in primary_results(TRIAL)] == ["hr", "mrd"]
    assert results_in(TRIAL, ["phase", "follow_up"]) == []
    assert results_in(TRIAL, ["primary_result"]) == primary_results(TRIAL)


def test_follow_up_is_that_of_the_primary_result():
    assert followed_analysis(TRIAL)["key"] == "a1"
    assert followed_analysis({**TRIAL, "results": []})["key"] == "a2"
    assert followed_analysis({}) == {}


def test_an_opinion_is_no_approval():
    assert [event["agency"] for event in approvals(TRIAL)] == ["EC"]


@pytest.mark.parametrize(
    ("column", "keys"),
    [
        ("phase", []),
        ("primary_result", ["pfs-source", "mrd-source"]),
        ("follow_up", ["followed"]),
        ("approval", ["label"]),
    ],
)
def test_keys_of_a_column(column, keys):
    assert column_keys(TRIAL, column) == keys
    assert column_keys({}, column) == []
