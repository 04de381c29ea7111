"""What the audit log tells of an export of answers, from its beginning to its end."""

import hashlib
import io
import json

import pytest
from django.db import DatabaseError

from hub import audit
from hub.audit import first_broken_event
from hub.models import AuditEvent
from quizzes.answer_exports import begin_export
from tests.factories import make_article, make_published_quiz


@pytest.fixture
def quiz(hub):
    return make_published_quiz(article=make_article(hub, title="Anti-CD38"))


def events():
    return [(event.verb, event.subject, json.loads(event.detail)) for event in AuditEvent.objects.order_by("pk")]


def test_whole_export_is_told_with_its_checksum(quiz, ben):
    taken = begin_export(quiz=quiz, n_rows=3, ending="csv", by=ben)
    began = ("export answers", f"quiz-{quiz.pk}-answers", {"format": "csv", "rows": 3, "title": "Anti-CD38"})
    assert events() == [began]

    parts = list(taken.watched(row.encode() for row in taken.counted(["ab", "c", "d"])))

    assert parts == [b"ab", b"c", b"d"]
    sha256 = hashlib.sha256(b"abcd").hexdigest()
    ended = {"export": taken.began.pk, "is_whole": True, "rows": 3, "sha256": sha256}
    assert events() == [began, ("end export of answers", taken.name, ended)]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {ben.pk}
    assert first_broken_event() is None


def test_export_of_everything_names_no_quiz(hub, ben):
    begin_export(quiz=None, n_rows=0, ending="xlsx", by=ben)

    assert events() == [("export answers", "answers", {"format": "xlsx", "rows": 0})]


def test_client_that_hangs_up_leaves_an_end_that_is_not_whole(quiz, ben):
    taken = begin_export(quiz=quiz, n_rows=3, ending="csv", by=ben)
    closed = []

    def encoded(rows):
        try:
            yield from (row.encode() for row in rows)
        finally:
            closed.append(AuditEvent.objects.count())

    parts = taken.watched(encoded(taken.counted(["a", "b", "c"])))
    next(parts)

    parts.close()

    assert events()[1][2] == {"export": taken.began.pk, "is_whole": False, "rows": 1}
    assert closed == [1], "the rows are closed before the log is written"


def test_rows_that_raise_leave_an_end_and_their_own_error(quiz, ben):
    taken = begin_export(quiz=quiz, n_rows=3, ending="csv", by=ben)

    def broken():
        yield b"a"
        raise OSError("the rows are gone")

    with pytest.raises(OSError, match="the rows are gone"):
        list(taken.watched(broken()))
    assert events()[1][2]["is_whole"] is False


def test_file_is_told_as_whole_once_it_is_made(quiz, ben):
    taken = begin_export(quiz=quiz, n_rows=1, ending="xlsx", by=ben)

    file = taken.watched_file(lambda: io.BytesIO("".join(taken.counted(["book"])).encode()))

    assert file.read() == b"book"
    assert events()[1][2] == {
        "export": taken.began.pk,
        "is_whole": True,
        "rows": 1,
        "sha256": hashlib.sha256(b"book").hexdigest(),
    }


def test_file_that_cannot_be_made_is_told_too(quiz, ben):
    taken = begin_export(quiz=quiz, n_rows=1, ending="xlsx", by=ben)

    def full():
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        taken.watched_file(full)
    assert events()[1][2] == {"export": taken.began.pk, "is_whole": False, "rows": 0}


def test_log_that_cannot_be_written_hides_no_error_and_is_no_success(quiz, ben, monkeypatch, caplog):
    taken = begin_export(quiz=quiz, n_rows=1, ending="csv", by=ben)

    def away(**_event):
        raise DatabaseError("the database is away")

    monkeypatch.setattr(audit, "record", away)

    def broken():
        yield b"a"
        raise OSError("the rows are gone")

    with pytest.raises(OSError, match="the rows are gone"):
        list(taken.watched(broken()))
    assert "could not be recorded" in caplog.text
    with pytest.raises(DatabaseError, match="the database is away"):
        list(begin_again(taken).watched([b"a"]))


def begin_again(taken):
    return type(taken)(taken.began)
