"""The site, but for exports of answers whose rows break off, as where the database goes away half way.

BREAK_AFTER: rows that come before that.
"""

import os
from collections.abc import Iterator

from hub.wsgi import application as application  # sets up the project

from django.db import OperationalError  # isort: skip

from hub.views import report_exports
from quizzes.answer_rows import AnswerRow
from quizzes.models import Quiz

BREAK_AFTER = int(os.environ["BREAK_AFTER"])
_whole = report_exports.answer_rows


def _broken(quiz: Quiz | None) -> Iterator[AnswerRow]:
    for number, row in enumerate(_whole(quiz)):
        if number == BREAK_AFTER:
            raise OperationalError("server closed the connection unexpectedly")
        yield row


report_exports.answer_rows = _broken
report_exports.MOST_ROWS = 10**6  # a workbook is begun, and breaks off
