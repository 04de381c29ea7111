"""The label "Not peer reviewed" on findings and on results of a trial's table."""

from datetime import date

import pytest

from articles.rendering import BodyFrame, numbering_of, render_body
from tests.articles.checks.contents import PFS, content_of, trial_of

FRAME = BodyFrame(objective_stem="", language="en", version_number=1, published_on=date(2026, 2, 1))
LABEL = '<span class="label label--warn">Not peer reviewed</span>'


def html(genre: str, *items) -> str:
    content = content_of(*items, trial=trial_of(PFS), references=("a", "b"), slug="sample")
    content["references"][0] |= {"type": "article-journal", "genre": genre}
    return render_body(content, numbering_of(content), {}, FRAME)


@pytest.mark.parametrize(("genre", "n_labels"), [("congress abstract", 2), ("preprint", 2), ("", 0)])
def test_finding_and_table_are_labelled(genre, n_labels):
    assert html(genre, "A finding.").count(LABEL) == n_labels


def test_label_stands_with_the_finding_and_with_the_group_of_results():
    page = html("congress abstract", "A finding.", "Another, from a paper.[@b]")

    finding, _, table = page.partition("<table>")
    assert finding.count(LABEL) == 1
    assert f"A finding.&nbsp;{LABEL}</li>" in finding
    assert f"</sup> {LABEL}</th>" in table
