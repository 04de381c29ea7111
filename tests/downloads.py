"""What a download holds."""

import csv
import io


def read_csv(response) -> list[dict[str, str]]:
    """The rows of a CSV, streamed or not, by header, checked for its byte order mark."""
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
