"""Charts in documents: the colours of the page, put into the file, drawn by Typst."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
import typst
from PIL import Image

from hub.charts import Svg, for_print
from tests.charted import all_charts
from tests.drawings import SVG, parsed, texts

STYLES = Path(__file__).resolve().parents[3] / "static" / "css"
PAGE = b"""#set page(width: 660pt, height: auto, margin: 10pt)
#set document(title: "Charts")
#set text(lang: "en")
#for chart in json(bytes(sys.inputs.charts)) { image(bytes(chart), format: "svg", alt: "A chart") }
"""
INK, PAPER, ACCENT = "#1a2124", "#ffffff", "#0a5a66"
AGREE_SOFT, DISAGREE_STRONG, EDGE, SURFACE = "#93cad2", "#9c5210", "#7f8a91", "#f6f7f7"
# What makes each chart readable: these colours fill some pixels of it.
COLOURS = {
    "dumbbell": {ACCENT, "#12697a", EDGE},
    "stacked_bar": {"#ebc48f", "#12697a", DISAGREE_STRONG},
    "likert_bars": {AGREE_SOFT, DISAGREE_STRONG, "#ccd2d5"},
    "likert_bars apart": {AGREE_SOFT, DISAGREE_STRONG, "#ccd2d5"},
    "change_forest": {ACCENT, EDGE},
    "trend": {ACCENT, EDGE},
    "months_line": {ACCENT},
    "funnel_bars": {ACCENT, SURFACE},
    "ranked_bars": {ACCENT, EDGE, SURFACE},
    "heat_map": {"#12697a", INK},
    "accuracy_confidence": {INK},
    "legend": {ACCENT, EDGE},
}


def typeset(*charts, **options):
    return typst.compile(PAGE, sys_inputs={"charts": json.dumps(charts)}, **options)


def colours(chart):
    """The colours of at least ten pixels of the drawing."""
    picture = Image.open(BytesIO(typeset(chart, format="png", ppi=144))).convert("RGB")
    return {f"#{red:02x}{green:02x}{blue:02x}" for n, (red, green, blue) in picture.getcolors(2**20) if n >= 10}


@pytest.mark.parametrize("kind", all_charts())
def test_typst_draws_each_chart_in_the_light_colours(kind):
    drawn = colours(for_print(all_charts()[kind]))

    assert drawn >= COLOURS[kind] | {PAPER}


def test_heat_of_a_document_is_the_heat_of_the_page():
    # 13% of the colour of heat on white, as .h2 says.
    assert "#e0ecee" in colours(for_print(all_charts()["accuracy_confidence"]))


def test_charts_of_a_document_are_a_tagged_pdf_for_everybody():
    charts = [for_print(chart) for chart in all_charts("Λ 50% <b> ©", width=600).values()]

    page = typeset(*charts, pdf_standards="ua-1", timestamp=0)

    assert page.startswith(b"%PDF-")
    assert page == typeset(*charts, pdf_standards="ua-1", timestamp=0)


def test_any_text_can_be_printed():
    for text in ("\"><script>&'", "\x01\ufffe", "骨髄腫", "x" * 300):
        assert typeset(*[for_print(chart) for chart in all_charts(text, title=text).values()]).startswith(b"%PDF-")


def test_width_is_pinned_once_and_nothing_but_looks_is_added():
    chart = all_charts()["trend"]

    assert parsed(for_print(chart)).attrib["viewBox"] == f"0 0 640 {parsed(chart).attrib['height']}"
    assert parsed(for_print(chart, width=400)).attrib["width"] == "400"
    pinned = for_print(all_charts(width=500)["trend"])
    assert (parsed(pinned).attrib["width"], pinned.count("viewBox")) == ("500", 1)
    assert texts(for_print(chart)) == texts(chart)
    assert isinstance(pinned, Svg)


def test_every_class_of_a_chart_that_pages_style_is_styled_in_print():
    drawn = {name for chart in all_charts().values() for name in re.findall(r'class="([^"]*)"', chart)}
    classes = {name for names in drawn for name in names.split()}
    sheets = "".join((STYLES / sheet).read_text() for sheet in ("components/chart.css", "reports.css"))
    style = parsed(for_print(all_charts()["trend"])).find(f"{SVG}style").text

    styled = {name for name in classes if re.search(rf"\.{name}(?![\w-])[^{{}}]*\{{", sheets)}
    assert {name for name in styled if not re.search(rf"\.{name}(?![\w-])", style)} == set()
    assert {"chart__dot", "chart__bar", "likert--1", "h9", "chart__outline"} <= styled
    assert "var(" not in style
    assert "@media" not in style
    assert re.fullmatch(r"(\.[^{}]+\{[^{}]+\})+", style)


def test_hostile_name_does_not_end_the_head_early():
    chart = all_charts(name='a>b width="100%" height="9"')["legend"]

    assert parsed(for_print(chart)).attrib["width"] == "640"
