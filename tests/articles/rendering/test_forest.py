"""The forest plot of an article: where it stands, that plot and table agree, and that it is sound markup."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings

from articles.rendering import BodyFrame, numbering_of, render_body

FRAME = BodyFrame(objective_stem="Learners can", language="en", version_number=1, published_on=date(2026, 2, 1))


def csl(key):
    return {"id": key, "type": "article-journal", "title": f"On {key}", "author": [{"family": "Name", "given": "A."}]}


def result(value, lower, upper, level="95", **more):
    comparison = {"measure": "HR", "value": value, "ci_lower": lower, "ci_upper": upper, "ci_pct": level}
    return {"endpoint": "pfs", "ref": "b", "comparison": comparison | more}


def content(*results, better="higher", acronym="T-1", body=None, arm="New & <b>"):
    trial = {
        "slug": "t",
        "acronym": acronym,
        "arms": [{"key": "e", "abbr": arm, "type": "EXPERIMENTAL"}, {"key": "c", "abbr": "Old", "type": "OTHER"}],
        "endpoints": [{"key": "pfs", "measure": "PFS", "better": better}],
        "results": list(results),
    }
    return {
        "article": {"slug": "s", "title": "T", "body": body or [{"block": "trial", "trial": "t"}]},
        "trials": [trial],
        "references": [csl("a"), csl("b")],
    }


def html_of(content):
    return render_body(content, numbering_of(content), {}, FRAME)


def figures(html):
    """Each plot as parsed XML; raises where it is not well-formed."""
    return [ElementTree.fromstring(found) for found in re.findall(r'<div class="forest">.*?</div>', html, re.S)]


def words(element):
    """What a reader sees: without the names of drawings."""
    skipped = [text for name in ("title", "desc") for found in element.iter(name) for text in found.itertext()]
    text = "".join(element.itertext())
    for part in skipped:
        text = text.replace(part, "", 1)
    return " ".join(text.split())


def rows(figure):
    return [[words(cell) for cell in row] for row in figure.iter("tr")]


TWO = (result("0.60", "0.41", "0.88", "98.5", p_op="<", p_value="0.001"), result("0.57", "0.41", "0.79"))


def test_plot_is_a_table_with_every_number():
    (figure,) = figures(html_of(content(*TWO, result("0.50", "0.30", "0.80"), result("0.70", None, None, None))))

    assert words(next(figure.iter("caption"))) == (
        "Hazard ratios (HR) with 95% confidence intervals Below 1 favours New & <b>, above 1 Old."
    )
    assert rows(figure) == [
        ["Trial and endpoint", "Interval", "HR (95% CI)", "p value"],
        ["T-1 PFS1New & <b> v Old", "", "0.60 (98.5% CI 0.41–0.88)level differs: others 95%", "p < 0.001"],
        ["T-1 PFS1New & <b> v Old", "", "0.57 (0.41–0.79)", "–"],
        ["T-1 PFS1New & <b> v Old", "", "0.50 (0.30–0.80)", "–"],
        ["T-1 PFS1New & <b> v Old", "no interval reported", "0.70", "–"],
        ["", "0.250.512 ← favours New & <b>favours Old →", "", ""],
    ]
    assert {cell.get("scope") for cell in figure.iter("th")} == {"col", "row"}


def test_drawings_are_named_and_carry_no_style():
    html = html_of(content(*TWO))
    (figure,) = figures(html)
    drawings = [svg for svg in figure.iter("svg") if svg.get("role") == "img"]
    ids = [element.get("id") for element in figure.iter() if element.get("id")]

    assert len(drawings) == 3
    assert [[child.tag for child in svg][:2] for svg in drawings] == [["title", "desc"]] * 3
    assert [svg.get("aria-labelledby").split() for svg in drawings] == [ids[0:2], ids[2:4], ids[4:6]]
    assert len(set(ids)) == len(ids) == 6
    assert "style=" not in html
    assert [svg.find("desc").text for svg in drawings[:2]] == ["The whole interval lies below 1."] * 2


@pytest.mark.parametrize(
    ("limits", "desc", "said"),
    [
        (("1.2", "3"), "The whole interval lies above 1.", "(1.2–3)"),
        (("0.8", "3"), "The interval includes 1.", "(0.8–3)"),
        (("0.8", "99"), "The interval includes 1.", "(0.8–99)goes on beyond the axis"),
        (("0.8", None), "The interval includes 1.", "(0.8 to upper limit not reached)"),
    ],
)
def test_what_is_drawn_is_said(limits, desc, said):
    (figure,) = figures(html_of(content(result("2", *limits), result("2", "1", "4"))))
    first = next(figure.iter("svg"))

    assert (first.find("desc").text, rows(figure)[1][2]) == (desc, f"2 {said}")
    assert (first.find("svg") is not None) == (limits[1] in ("99", None))


def test_level_not_stated_is_said():
    (figure,) = figures(html_of(content(result("2", "1", "4", None), result("2", "1", "4"))))

    assert rows(figure)[1][2] == "2 (CI 1–4)level not stated"


def test_no_side_is_named_without_a_direction_of_benefit():
    html = html_of(content(*TWO, better=""))

    assert "The direction of benefit is not stated, so no side is named." in html
    assert "favours" not in html


def test_one_interval_makes_no_plot():
    assert 'id="effects"' not in html_of(content(TWO[0], result("0.7", None, None, None)))
    assert 'id="effects"' in html_of(content(*TWO))


def test_trial_of_two_blocks_is_plotted_once_and_one_without_a_block_never():
    block = {"block": "trial", "trial": "t"}
    (figure,) = figures(html_of(content(*TWO, body=[block, block])))

    assert len(rows(figure)) == 4
    assert figures(html_of(content(*TWO, body=[{"block": "paragraph", "text": "No trial."}]))) == []


def test_plot_follows_the_text_and_leaves_the_references_as_they_are():
    body = [{"block": "trial", "trial": "t"}, {"block": "paragraph", "text": "Last words.[@a]"}]
    html = html_of(content(*TWO, body=body))
    plot = html[html.index('id="effects"') : html.index('id="references"')]

    assert html.index("Last words") < html.index('id="effects"')
    assert plot.count('<sup class="cite"><a href="#ref-1" aria-label="Reference 1">1</a></sup>') == 2
    # One citation of each reference leads back: that of the results table, and that of the paragraph.
    assert re.findall(r'<a href="#(c\d+)" aria-label="Back', html) == ["c1", "c2"]


def test_escaped_where_names_hold_markup():
    html = html_of(content(*TWO, acronym="<script>x</script>"))

    assert "<script>x" not in html
    assert rows(figures(html)[0])[1][0].startswith("<script>x</script> PFS")


def test_sample_article_names_both_directions():
    sample = json.loads((settings.BASE_DIR / "hub" / "demo" / "anti-cd38.json").read_text())
    hazards, odds = figures(html_of(sample | {"quiz": None, "survey": [], "support": None}))

    assert (len(rows(hazards)), len(rows(odds))) == (8, 8)
    assert rows(hazards)[-1][1].endswith("← favours interventionfavours comparator →")
    assert rows(odds)[-1][1].endswith("← favours comparatorfavours intervention →")


def test_numbers_stay_out_of_machine_translation():
    html = html_of(content(*TWO))

    assert '<span translate="no">0.60</span> <span translate="no">(98.5% CI 0.41–0.88)</span>' in html
    assert '<td role="cell" translate="no">p &lt; 0.001</td>' in html
