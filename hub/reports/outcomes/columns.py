"""What the columns of the tables for funders mean."""

from hub.data_dictionary import Entry, Table

from .files import GroupLine, QuestionLine, ReachLine, StatementLine

_FEW = "fewer than 20 learners"
_EDITION = {
    "until": Entry("the day before which answers count, year-month-day"),
    "content_sha256": Entry("hash of the edition that the numbers are from"),
}
_CHANGE = {
    "before_pct": Entry("right before reading, of the matched answers", "percent", _FEW),
    "after_pct": Entry("right after reading, of the matched answers", "percent", _FEW),
    "change_points": Entry("after minus before", "percentage points", _FEW),
    "change_lower": Entry("lower limit of its 95% interval", "percentage points", f"{_FEW}, or all changed alike"),
    "change_upper": Entry("upper limit of its 95% interval", "percentage points", f"{_FEW}, or all changed alike"),
}
_MATCHED = {
    "learners": Entry("learners who answered the same question before and after reading", "learners"),
    "answers": Entry("their matched pairs of answers", "pairs of answers"),
}
_WHOLE = "the row is of all questions"

QUESTIONS = Table(
    key="funder-questions",
    title="Report for a funder: questions",
    row="One series of a question of an article; the last row is of all questions.",
    row_type=QuestionLine,
    entries={
        "article": Entry("title of the article as published last", empty=_WHOLE),
        "question": Entry("its stem"),
        "series": Entry("number of the series, whose versions are counted together", empty=_WHOLE),
        "objective": Entry("learning objective that it tests", empty="none was named"),
        "level": Entry("level of Moore and colleagues", empty="none was set"),
        **_MATCHED,
        **_CHANGE,
        "p_adjusted": Entry(
            "McNemar mid-p, adjusted over all questions of the report (Benjamini-Hochberg)",
            "probability",
            empty=f"{_FEW}, or fewer than 6 changed",
        ),
        "retained": Entry("right both times", "learners"),
        "learned": Entry("wrong before, right after", "learners"),
        "never": Entry("wrong both times", "learners"),
        "unlearned": Entry("right before, wrong after", "learners"),
        "all_before": Entry("all unflagged answers before reading", "learners", _WHOLE),
        "all_before_right": Entry("right ones of them", "learners", _WHOLE),
        "all_after": Entry("all unflagged answers after reading", "learners", _WHOLE),
        "all_after_right": Entry("right ones of them", "learners", _WHOLE),
        **_EDITION,
    },
)
GROUPS = Table(
    key="funder-groups",
    title="Report for a funder: groups",
    row="The learners of one specialty or country, where they are at least 10.",
    row_type=GroupLine,
    entries={
        "dimension": Entry("specialty or country"),
        "group": Entry("the specialty, or the country as ISO 3166 code", empty="learners who told none"),
        **_MATCHED,
        **_CHANGE,
        **_EDITION,
    },
)
STATEMENTS = Table(
    key="funder-statements",
    title="Report for a funder: statements",
    row="One series of a statement over all articles.",
    row_type=StatementLine,
    entries={
        "statement": Entry("as it was printed last"),
        "level": Entry("level of Moore and colleagues", empty="none was set"),
        "learners": Entry("learners who chose a point", "learners"),
        "answers": Entry("points chosen; one learner may answer after several articles", "answers"),
        "strongly_disagree": Entry("chose the first point of five", "answers"),
        "disagree": Entry("chose the second", "answers"),
        "neither": Entry("chose the third", "answers"),
        "agree": Entry("chose the fourth", "answers"),
        "strongly_agree": Entry("chose the fifth", "answers"),
        "not_applicable": Entry("said that it does not apply", "answers"),
        "top_two_pct": Entry("agree or strongly agree", "percent", "fewer than 10 answers"),
        "top_two_lower": Entry(
            "lower limit of its 95% interval", "percent", "learners answered after several articles"
        ),
        "top_two_upper": Entry(
            "upper limit of its 95% interval", "percent", "learners answered after several articles"
        ),
        **_EDITION,
    },
)
REACH = Table(
    key="funder-reach",
    title="Report for a funder: reach",
    row="One count of participation.",
    row_type=ReachLine,
    entries={
        "what": Entry("what is counted"),
        "value": Entry("the article, month, specialty, country or reason that it is of", empty="it is of all"),
        "unit": Entry("learners or page loads"),
        "n": Entry("the count, in the unit of the row", empty="1 to 9 learners, which are not told"),
        **_EDITION,
    },
)
