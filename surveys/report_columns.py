"""What the columns of the survey report's table mean. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from .report_rows import StatementRow

LEARNERS, PERCENT, POINTS = "learners", "percent, 0 to 100", "percentage points, -100 to 100"
BELOW_10 = "fewer than 10 learners chose a point"
BELOW_20 = "fewer than 20 learners chose a point"


def _share(prefix: str, what: str) -> dict[str, Entry]:
    return {
        prefix: Entry(f"learners who chose {what}", LEARNERS),
        f"{prefix}_pct": Entry("their share in those who chose a point", PERCENT, BELOW_10),
        f"{prefix}_lower": Entry("lower limit of its 95% interval (Wilson)", PERCENT, BELOW_10),
        f"{prefix}_upper": Entry("upper limit of its 95% interval (Wilson)", PERCENT, BELOW_10),
    }


STATEMENTS = Table(
    key="survey-statements",
    title="Survey report: statements",
    row="One series of a statement.",
    row_type=StatementRow,
    entries={
        "statement": Entry("its text in the newest version"),
        "series": Entry("number of the series; versions of one series are counted together"),
        "versions": Entry("numbers of these versions"),
        "is_current": Entry("whether the live version of the article asks it"),
        "is_reversed": Entry("whether agreement is the unfavourable answer"),
        "eligible": Entry("learners who sent a survey that showed it", LEARNERS),
        "answered": Entry("learners who chose a point", LEARNERS),
        "strongly_disagree": Entry("learners who chose “strongly disagree”", LEARNERS),
        "disagree": Entry("learners who chose “disagree”", LEARNERS),
        "neither": Entry("learners who chose “neither agree nor disagree”", LEARNERS),
        "agree": Entry("learners who chose “agree”", LEARNERS),
        "strongly_agree": Entry("learners who chose “strongly agree”", LEARNERS),
        "not_applicable": Entry("learners to whom it does not apply", LEARNERS),
        "blank": Entry("learners who left it blank", LEARNERS),
        **_share("top_two", "one of the two points of agreement"),
        **_share("bottom_two", "one of the two points of disagreement"),
        "median": Entry("middle of the chosen points", "point of the scale, 1 to 5", "nobody chose a point"),
        "net_points": Entry("agreement less disagreement", POINTS, BELOW_20),
        "net_lower": Entry("lower limit of its 95% interval", POINTS, BELOW_20),
        "net_upper": Entry("upper limit of its 95% interval", POINTS, BELOW_20),
        "survey_responses": Entry("learners who sent the survey", LEARNERS),
        "survey_reached": Entry(
            "learners who answered the quiz after reading, or the survey", LEARNERS, "the article has no quiz"
        ),
        "flagged_left_out": Entry("flagged responses that are left out", "responses"),
        "includes_simulated": Entry("whether simulated learners are among the numbers of the report"),
    },
)
