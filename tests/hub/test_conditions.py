import pytest

from hub import conditions


def test_everything_registered_looks_again_and_says_what_it_stopped(monkeypatch):
    monkeypatch.setattr(conditions, "_rechecks", {})
    asked = []

    def stops_one(actor, reason):
        asked.append((actor, reason))
        return ["The article A is no longer scheduled."]

    conditions.register("first", stops_one)
    conditions.register("second", lambda actor, reason: [])

    stopped = conditions.changed(actor=None, reason="agreement shortened")

    assert (stopped, asked) == (["The article A is no longer scheduled."], [(None, "agreement shortened")])


def test_a_key_is_taken_once(monkeypatch):
    monkeypatch.setattr(conditions, "_rechecks", {})
    conditions.register("articles", lambda actor, reason: [])

    with pytest.raises(ValueError, match="registered already"):
        conditions.register("articles", lambda actor, reason: [])
