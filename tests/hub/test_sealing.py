"""Sealed content opens for its page and its account alone."""

import pytest
from django.core.signing import BadSignature

from hub.sealing import seal, unseal


def test_content_comes_back_for_the_same_page_and_account(ada):
    assert unseal(seal({"a": [1, "é"]}, salt="page", user=ada), salt="page", user=ada) == {"a": [1, "é"]}


@pytest.mark.parametrize("change", ["salt", "user", "text"])
def test_anything_else_is_refused(ada, rhea, change):
    text = seal({"a": 1}, salt="page", user=ada)

    with pytest.raises(BadSignature):
        unseal(
            text + "x" if change == "text" else text,
            salt="other" if change == "salt" else "page",
            user=rhea if change == "user" else ada,
        )
