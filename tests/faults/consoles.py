"""A process with the models of a site at hand, for many questions: setting up the project takes longer than most answers."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ_AND_RUN = """
import contextlib, io, json, sys, traceback
import django
from django.db import connections
django.setup()
for line in sys.stdin:
    said, problem = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(json.loads(line), {"__name__": "question"})
    except BaseException:
        problem = traceback.format_exc()
    # Between questions nothing is held open: the database may be stopped, filled or replaced.
    connections.close_all()
    print(json.dumps([said.getvalue(), problem]), flush=True)
"""


class Console:
    """Runs until it is closed. environment: names the database."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", READ_AND_RUN],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, question: str) -> str:
        """What a piece of Python prints. Fails with its traceback where it raises anything."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        said, problem = json.loads(self._process.stdout.readline())
        assert not problem, problem
        return said

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()
