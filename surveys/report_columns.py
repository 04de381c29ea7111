"""What the columns of the tables on surveys mean. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry, Table

from .report_rows import AgreementRow, StatementRow, SurveyAgreementRow

LEARNERS, PERCENT, POINTS = "learners", "percent, 0 to 100", "percentage points, -100 to 100"
POINT = "point of the scale, 1 to 5"
MEAN = "mean of the chosen points as if the steps between them were equal, which they are not"
SIMULATED = Entry("whether simulated learners are among the numbers of the report")
BELOW_10 = "fewer than 10 learners chose a point"
SHIFT = "the first version, or fewer than 20 learners on one side"
BELOW_20 = "fewer than 20 learners chose a point"


def _share(prefix: str, what: str) -> dict[str, Entry]:
    return {
        prefix: Entry(f"learners who chose {what}", LEARNERS),
        f"{prefix}_pct": Entry("their share in those who chose a point", PERCENT, BELOW_10),
        f"{prefix}_lower": Entry("lower limit of its 95% interval (Wilson)", PERCENT, BELOW_10),
        f"{prefix}_upper": Entry("upper limit of its 95% interval (Wilson)", PERCENT, BELOW_10),
    }


POINTS_CHOSEN = {
    "strongly_disagree": Entry("learners who chose “strongly disagree”", LEARNERS),
    "disagree": Entry("learners who chose “disagree”", LEARNERS),
    "neither": Entry("learners who chose “neither agree nor disagree”", LEARNERS),
    "agree": Entry("learners who chose “agree”", LEARNERS),
    "strongly_agree": Entry("learners who chose “strongly agree”", LEARNERS),
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
        **POINTS_CHOSEN,
        "not_applicable": Entry("learners to whom it does not apply", LEARNERS),
        "blank": Entry("learners who left it blank", LEARNERS),
        **_share("top_two", "one of the two points of agreement"),
        **_share("bottom_two", "one of the two points of disagreement"),
        "median": Entry("middle of the chosen points", POINT, "nobody chose a point"),
        "first_quartile": Entry("a quarter of the chosen points lie below it", POINT, BELOW_20),
        "third_quartile": Entry("a quarter of the chosen points lie above it", POINT, BELOW_20),
        "mean_equal_steps": Entry(MEAN, POINT, BELOW_20),
        "sd_equal_steps": Entry(
            "standard deviation of the chosen points, under the same assumption", "points", BELOW_20
        ),
        "net_points": Entry("agreement less disagreement", POINTS, BELOW_20),
        "net_lower": Entry("lower limit of its 95% interval", POINTS, BELOW_20),
        "net_upper": Entry("upper limit of its 95% interval", POINTS, BELOW_20),
        "with_flagged_answered": Entry("learners who chose a point if flagged responses counted", LEARNERS),
        "with_flagged_top_two_pct": Entry("agreement if flagged responses counted", PERCENT, BELOW_10),
        "without_uniform_answered": Entry(
            "learners who chose a point, without those of one point throughout", LEARNERS
        ),
        "without_uniform_top_two_pct": Entry("agreement without learners of one point throughout", PERCENT, BELOW_10),
        "survey_responses": Entry("learners who sent the survey", LEARNERS),
        "survey_reached": Entry(
            "learners who answered the quiz after reading, or the survey", LEARNERS, "the article has no quiz"
        ),
        "survey_response_pct": Entry(
            "those who sent it in those who came so far", PERCENT, "unknown, or fewer than 10"
        ),
        "flagged_left_out": Entry("flagged responses that are left out, none told of a cohort", "responses"),
        "straight_lined": Entry("of these, sent within 3 seconds with one point throughout", "responses"),
        "one_point_throughout": Entry("counted responses with one point for every statement answered", "responses"),
        "includes_simulated": SIMULATED,
    },
)

AGREEMENT = Table(
    key="survey-agreement",
    title="Survey report: by version and month",
    row="One series of a statement after one article version, or in one month; a learner stands in both kinds of rows.",
    row_type=AgreementRow,
    entries={
        "statement": Entry("its text in the newest version"),
        "series": Entry("number of the series"),
        "is_current": Entry("whether the live version of the article asks it"),
        "is_reversed": Entry("whether agreement is the unfavourable answer"),
        "version": Entry("number of the article version that was read", "", "the row is of a month"),
        "month": Entry("month of the answer, such as 2026-03", "", "the row is of a version"),
        "answered": Entry("learners who chose a point", LEARNERS),
        **POINTS_CHOSEN,
        **_share("top_two", "one of the two points of agreement"),
        "shift_points": Entry("agreement less that after the version before", POINTS, SHIFT),
        "shift_lower": Entry("lower limit of its 95% interval (Newcombe, independent)", POINTS, SHIFT),
        "shift_upper": Entry("upper limit of its 95% interval (Newcombe, independent)", POINTS, SHIFT),
        "includes_simulated": SIMULATED,
    },
)

ARTICLES = Table(
    key="statement-articles",
    title="Statement report: articles",
    row="One article that asks the newest meaning of the statement.",
    row_type=SurveyAgreementRow,
    entries={
        "article": Entry("its title"),
        "statement": Entry("the newest text of the statement"),
        "series": Entry("number of the series that is counted"),
        "is_reversed": Entry("whether agreement is the unfavourable answer"),
        "answered": Entry("learners who chose a point", LEARNERS),
        **POINTS_CHOSEN,
        "not_applicable": Entry("learners to whom it does not apply", LEARNERS),
        **_share("top_two", "one of the two points of agreement"),
        **_share("bottom_two", "one of the two points of disagreement"),
        "median": Entry("middle of the chosen points", POINT, "nobody chose a point"),
        "net_points": Entry("agreement less disagreement", POINTS, BELOW_20),
        "mean_equal_steps": Entry(MEAN, POINT, BELOW_20),
        "includes_simulated": Entry("whether simulated learners are among those of the article"),
    },
)
