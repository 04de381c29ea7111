"""Sets one PDF in a process of its own: `pdf_worker.py TEMPLATE INSTANT` with JSON on standard input, PDF on output.

Run by `hub.pdf` only. It imports nothing of the project, so that it starts at once and holds no connection.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst


def main() -> None:
    template, made_at = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
    data = sys.stdin.buffer.read().decode()
    try:
        page = compiled(template, data, made_at, "ua-1")
    except typst.TypstError:
        # PDF/UA forbids characters that no font here can draw: printed as boxes, in a file that is tagged all the same.
        page = compiled(template, data, made_at, None)
    sys.stdout.buffer.write(page)


def compiled(template: Path, data: str, made_at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    """The PDF. Only files beside the template can be read; there are no packages."""
    return typst.compile(
        template,
        root=template.parent,
        sys_inputs={"data": data},
        pdf_standards=standard,
        timestamp=int(made_at.timestamp()),
    )


if __name__ == "__main__":
    main()
