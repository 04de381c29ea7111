"""The style elements that the editors inject are known by hash to the policy of the admin."""

import base64
import hashlib
import re
from importlib.resources import files

from articles.models import Article
from hub.middleware import BLOCK_STYLE_HASH, EDITOR_STYLE_HASH


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_editor_style_hash_is_that_of_the_installed_editor():
    script = files("django_prose_editor").joinpath("static/django_prose_editor/editor.js").read_text()
    styles = re.findall(r"`(\.ProseMirror \{.*?)`", script, re.DOTALL)

    assert [source(style) for style in styles] == [EDITOR_STYLE_HASH]


def test_block_style_hash_is_that_of_the_installed_block_editor():
    script = files("content_editor").joinpath("static/content_editor/index.js").read_text()
    (style,) = re.findall(r"style\.textContent = `(.*?)`\n  document\.head", script, re.DOTALL)
    regions = ", ".join(f'[data-region="{region.key}"]' for region in Article.regions)
    style = re.sub(r"\$\{ContentEditor\.declaredRegions.*?join\(\", \"\)\}", regions, style, flags=re.DOTALL)
    labels = {
        'window.gettext("Hide")': "Hide",
        'window.gettext("Show")': "Show",
        "ContentEditor.messages.forDeletion": "marked for deletion",
    }
    for expression, label in labels.items():
        style = style.replace(f"${{{expression}}}", label)

    assert "${" not in style
    assert source(style) == BLOCK_STYLE_HASH
