"""The committed oracle values recomputed; skipped where scipy and statsmodels are not installed."""

import json

import pytest

make_oracles = pytest.importorskip("tests.hub.stats.make_oracles", reason="needs the oracle dependency group")

COMMITTED = json.loads(make_oracles.PATH.read_text())


def as_lists(expected):
    return list(expected.values()) if isinstance(expected, dict) else [expected]


def test_committed_oracles_cover_the_cases_of_the_script():
    arguments = {name: [case["arguments"] for case in cases] for name, cases in COMMITTED.items()}

    assert arguments == make_oracles.cases()


@pytest.mark.parametrize("name", COMMITTED)
def test_committed_oracles_are_what_the_installed_packages_compute(name):
    for case in COMMITTED[name]:
        fresh = getattr(make_oracles, name)(*case["arguments"])

        for ours, theirs in zip(as_lists(case["expected"]), as_lists(fresh), strict=True):
            assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)
