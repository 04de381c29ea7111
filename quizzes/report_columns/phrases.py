"""Units and conditions that several tables of the quiz report share, and entries that come in groups. Pure."""

from __future__ import annotations

from hub.data_dictionary import Entry

LEARNERS, ANSWERS, PERCENT, POINTS = "learners", "answers", "percent, 0 to 100", "percentage points, -100 to 100"
PROBABILITY = "probability, 0 to 1"
OF_THE_QUIZ = "the row is that of the whole quiz"
BELOW_20 = "fewer than 20 learners answered both times"
SIMULATED = Entry("whether simulated learners are among the numbers of the report")
PLACE = {
    "number": Entry("place of the question in the report, from 1"),
    "question": Entry("its stem"),
    "series": Entry("number of the series; versions of one series are counted together"),
}


def limits(prefix: str, what: str, unit: str, empty: str) -> dict[str, Entry]:
    return {
        f"{prefix}_lower": Entry(f"lower limit of the 95% interval of {what}", unit, empty),
        f"{prefix}_upper": Entry(f"upper limit of the 95% interval of {what}", unit, empty),
    }
