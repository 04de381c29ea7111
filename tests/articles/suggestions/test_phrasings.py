"""What is read from sentences: results with their exact numbers, or nothing."""

import time

import pytest

from articles.suggestions import FollowUpTime, KnownArm, KnownEndpoint, Suggestion, suggest
from tests.articles.suggestions.published import PUBLISHED
from tests.articles.suggestions.spellings import SPELLINGS
from tests.articles.suggestions.wording import ARMS, ENDPOINTS


@pytest.mark.parametrize(("trial", "sentence", "expected"), PUBLISHED)
def test_published_result_is_read(trial, sentence, expected):
    assert list(suggest(sentence, ENDPOINTS, ARMS).candidates) == expected


@pytest.mark.parametrize(("sentence", "expected"), SPELLINGS)
def test_spelling_is_read(sentence, expected):
    assert list(suggest(sentence, ENDPOINTS, ARMS).candidates) == expected


NOTHING = [
    "",
    "hello",
    "IMROZ compared Isa-VRd with VRd alone in 446 people who would not have a transplant.",
    "ClinicalTrials.gov numbers, NCT03319667 and NCT03652064.",
    "Patients received daratumumab 16 mg/kg versus 1800 mg subcutaneously.",
    "Isa was given at 10 mg/kg on days 1, 8, 15 and 22.",
    "Lenalidomide 25 mg on days 1–21 of 28-day cycles, up to 12 cycles.",
    "The median age was 70 years versus 71 years.",
    "Median age 72 vs 71 years",
    "Patients aged 65 to 80 years took part.",
    "They were 65 years or older.",
    "phase 3 versus phase 2",
    "Grade 3–4 events were reported.",
    "1 in 10 patients stopped.",
    "MRD was tested at 10−5 and 10⁻⁶.",
    "Enrolment ran from 2017 to 2019.",
    "Between December 2018 and March 2021, patients were screened.",
    "The FDA approved it on 20 September 2024.",
    "n = 197 vs n = 198",
    "446 patients were randomised 3:2.",
    "p = 0.0005",
    "P < .001",
    "P for interaction = 0.42",
    "The boundary for statistical significance at P<0.05 was met.",
    "The trial had 90% power to detect a hazard ratio below 1.",
    "95% confidence intervals are shown.",
    "Patients were treated for 24 months versus 36 months.",
    "At 48 months, follow-up continues.",
    "52% of patients in the experimental group and 48% in the control group were women.",
    "Of the patients, 15% had high-risk cytogenetics versus 17%.",
    "ISS stage III in 32% v 30%",
    "Survival improved.5,6",
    "N Engl J Med 2024;391:1597-1609. doi 10.1056/NEJMoa2400712",
    "HR-positive disease in 45% of 200 patients",
    "Heart rate (HR) 72 bpm vs 80 bpm",
    "Part 2, a second randomization, had not been reported.",
    "Isa-VRd is expected to become standard in 5 years.",
    "A temperature of 38.5 versus 37.2",
    "Visit 3 vs visit 4",
    "OS data were immature, with 25% of events.",
    "The 95% CI was 0.41 to 0.79.",
    "PFS was the primary endpoint of this trial, of whose participants, as its authors report at some length, 12% left.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_result_is_made_of_other_numbers(sentence):
    assert suggest(sentence, ENDPOINTS, ARMS) == Suggestion()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("After a median follow-up of 58.7 months", FollowUpTime("58.7", "months")),
        ("Median follow-up, 59.7 months.", FollowUpTime("59.7", "months")),
        ("at a median follow-up of 47·5 mo (IQR 44.1–50.2)", FollowUpTime("47.5", "months")),
        ("Patients were followed for a median of 65.2 months", FollowUpTime("65.2", "months")),
        ("after a median of 58.7 months of observation", FollowUpTime("58.7", "months")),
        ("The median duration of follow-up was 5.4 years", FollowUpTime("5.4", "years")),
        ("follow-up (median 13.2 months)", FollowUpTime("13.2", "months")),
        ("median (range) follow-up 58,7 months", FollowUpTime("58.7", "months")),
        ("Follow-up of 12 to 24 months is needed.", None),
    ],
)
def test_median_follow_up_is_no_result(sentence, expected):
    assert suggest(sentence) == Suggestion(follow_up=expected)


@pytest.mark.parametrize(
    ("sentence", "notes"),
    [
        (
            "The risk of death was reduced by 43%.",
            ("“reduced by 43%” is a change in percent and no result; write the ratio and its interval beside it.",),
        ),
        ("The hazard was 43% lower (HR 0.57)", ("“43% lower” is read as HR 0.57 put in percent.",)),
        (
            "OR 2.37, 95% CrI 1.58–3.55",
            ("A credible interval is not stored as a confidence interval; it is left out.",),
        ),
    ],
)
def test_what_is_no_result_but_matters_is_noted(sentence, notes):
    assert suggest(sentence).notes == notes


def test_level_is_never_assumed():
    (found,) = suggest("HR 0.57 (0.41–0.79)").candidates

    assert (found.needs_level, found.comparison.ci_pct) == (True, None)
    assert not suggest("HR 0.57 (98.5% CI 0.41–0.79)").candidates[0].needs_level


def test_endpoint_goes_by_the_trials_own_name():
    known = [KnownEndpoint("eqd", "EQ-5D utility"), KnownEndpoint("p", "Progression-free survival (investigator)")]

    found = suggest("EQ-5D utility 62% vs 58%; PFS 63.2% vs 45.2%", known).candidates

    assert [(one.endpoint, one.endpoint_key) for one in found] == [
        ("EQ-5D utility", "eqd"),
        ("Progression-free survival (investigator)", "p"),
    ]


def test_special_endpoint_is_not_taken_for_the_general_one():
    (found,) = suggest("sustained MRD negativity 64.8% vs 29.7%", ENDPOINTS).candidates

    assert (found.endpoint, found.endpoint_key) == ("sustained MRD negativity", "")


def test_names_of_arms_are_taken_literally():
    arms = [KnownArm("a", ("A+(B)",)), KnownArm("b", ("",))]

    assert suggest("ORR 60% with A+(B) versus 40%", (), arms).candidates[0].values[0].arm == "a"


def test_text_on_one_line_names_the_result():
    (found,) = suggest("60-month PFS 63.2% vs 45.2%, HR 0.60 (98.5% CI 0.41–0.88), p<.001").candidates

    assert found.text == "PFS, 60 months: 63.2% | 45.2%; HR 0.60 (98.5% CI 0.41–0.88; p < 0.001)"


HOSTILE = (
    "HR ", "hazard ratio (95% CI ", "p = ", "63.2% vs ", "1,", "1-", "(", "median follow-up ", "not reached ", "95% ",
    "with 5% and ", "^5", "1 of 2 ", "1", " ", "mean difference -1 to ", "HR 0.5 (0.4-0.6) ", "reduced ", "aged 65 ",
)  # fmt: skip


def test_time_grows_with_the_length_only():
    share = 50_000 // len(HOSTILE)
    text = "".join((piece * share)[:share] for piece in HOSTILE)
    started = time.process_time()

    suggest(text, ENDPOINTS, ARMS)

    assert time.process_time() - started < 5


def test_text_beyond_the_bound_is_refused():
    with pytest.raises(ValueError, match="at most 50000 characters; this one has 50001"):
        suggest("1" * 50_001)
