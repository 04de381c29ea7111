"""Data to PDF by Typst templates.

Data reach a template as JSON values only, never as markup: no text can become code. Typst runs in a process of its own,
which a time limit ends; call `render` outside of transactions.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "pdf"
WORKER = Path(__file__).with_name("pdf_worker.py")
SECONDS = 20.0
"""How long one document may take; a page takes a fraction of a second."""


class PdfError(Exception):
    """No PDF could be made of this; the message says why, for the log."""


def render(template: str, data: Mapping[str, Any], *, made_at: datetime, seconds: float = SECONDS) -> bytes:
    """The PDF (tagged; PDF/UA-1 where fonts have every character) of a template in templates/pdf, by its bare name.

    Fonts come from the typst wheel; those of the machine serve scripts that the wheel lacks, such as Chinese.
    data: JSON values, which the template reads as `json(bytes(sys.inputs.data))`. made_at: with its zone; the date in
    the file. The same template, data and instant give the same bytes on one machine. Raises PdfError where the template
    fails or needs longer than `seconds`.
    """
    text = json.dumps(data, ensure_ascii=False)
    command = [sys.executable, "-I", str(WORKER), str(TEMPLATES / f"{template}.typ"), made_at.isoformat()]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=seconds, check=False)  # noqa: S603 -- our own program, arguments of our own
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PdfError(f"{template}: {error}") from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise PdfError(f"{template}: {done.stderr.decode(errors='replace').strip()[-2_000:]}")
    return done.stdout
