"""JSON as it is stored for good and hashed: the same values always give the same bytes. Pure."""

import hashlib
import json
from typing import Any


def canonical(payload: dict[str, Any]) -> str:
    """A payload as JSON with sorted keys and without spaces. Raises ValueError for NaN and infinities."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def payload_hash(payload: str) -> str:
    """SHA-256 of a payload as stored, 64 hexadecimal digits."""
    return hashlib.sha256(payload.encode()).hexdigest()
