import pytest

from hub import desk


def test_notes_of_all_apps_stand_together(monkeypatch):
    monkeypatch.setattr(desk, "_sources", {})
    first, second = desk.Note("One", "admin:index", 1), desk.Note("Two", "admin:index", 2, "why")
    desk.register("a", lambda user: [first] if user == "paul" else [])
    desk.register("b", lambda user: [second])

    assert (desk.notes("paul"), desk.notes("sue")) == ([first, second], [second])


def test_a_key_is_taken_once(monkeypatch):
    monkeypatch.setattr(desk, "_sources", {})
    desk.register("a", lambda user: [])

    with pytest.raises(ValueError, match="registered already"):
        desk.register("a", lambda user: [])
