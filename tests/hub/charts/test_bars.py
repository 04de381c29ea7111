import pytest

from hub.charts import Segment, stacked_bar
from tests.drawings import WORDS, texts


def test_stacked_bar_is_exactly_this():
    chart = stacked_bar([Segment(30, "a", True), Segment(0, "b", False), Segment(10, "c", False)], **WORDS)

    assert chart == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="40" role="img" '
        'aria-labelledby="c-title c-desc"><title id="c-title">Title</title><desc id="c-desc">Description</desc>'
        '<rect class="chart__segment a" x="0%" y="2" width="75%" height="36"/>'
        '<text x="37.5%" y="25" class="chart__value chart__value--strong" text-anchor="middle">30</text>'
        '<rect class="chart__segment c" x="75%" y="2" width="25%" height="36"/>'
        '<line class="chart__gap" x1="75%" x2="75%" y1="1" y2="39"/>'
        '<text x="87.5%" y="25" class="chart__value chart__value--soft" text-anchor="middle">10</text></svg>'
    )


def test_narrow_segment_goes_without_its_number():
    assert texts(stacked_bar([Segment(92, "a", True), Segment(8, "b", True)], **WORDS)) == ["92"]


def test_bar_without_learners_is_refused():
    with pytest.raises(ValueError, match="learners"):
        stacked_bar([Segment(0, "a", True)], **WORDS)
