"""Importing references in a browser: readable for everybody, on a telephone too."""

import pytest

from articles.models import Reference

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = """TY  - JOUR
TI  - Isatuximab for myeloma
PY  - 2024
DO  - 10.1000/stored
ER  -
TY  - JOUR
AU  - Facon, T
TI  - <script>alert(1)</script>Another title
PY  - soon
ER  -
"""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_pasted_references_are_confirmed(desk, page, faults_of_access, width, scheme):
    Reference.objects.create(key="stored", title="Isatuximab", csl={"title": "Isatuximab"}, doi="10.1000/stored")
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    desk("articles/reference/")

    page.get_by_role("link", name="Import references").click()
    assert faults_of_access() == []
    page.get_by_label("Text:").fill(TEXT)
    page.get_by_role("button", name="Read references").click()
    assert faults_of_access() == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Key of number 2").fill("facon")
    page.get_by_role("button", name="Import the ticked ones").click()

    page.get_by_text("1 reference was imported.").wait_for()
    assert set(Reference.objects.values_list("key", flat=True)) == {"stored", "facon"}
