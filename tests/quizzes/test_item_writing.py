"""Faults of question writing: questions that have one, and questions that have none."""

import pytest

from quizzes.item_writing import Item, faults, leaked, misplaced, untaught

STEM = "Which trial compared isatuximab plus VRd with VRd alone when no transplant was planned?"


def item(stem, *options, key=0):
    return Item(stem, options, key)


@pytest.mark.parametrize(
    ("bad", "rules"),
    [
        (item(STEM, "IMROZ, which enrolled people over 65 years of age", "PERSEUS", "CEPHEUS"), ["QUIZ-LONGKEY"]),
        (item(STEM, "IMROZ", "PERSEUS", "All of the above"), ["QUIZ-ALLNONE"]),
        (item(STEM, "IMROZ", "PERSEUS", "None of these"), ["QUIZ-ALLNONE"]),
        (item("What is known of daratumumab given before active multiple myeloma?", "It delays progression", "It always cures", "It cures some"), ["QUIZ-ABSOL"]),
        (item("How many patients were free of progression at 60 months in IMROZ?", "63.2%", "Often half", "45.2%"), ["QUIZ-VAGUE"]),
        (item("Which of these trials did not include people with a planned transplant?", "IMROZ", "PERSEUS", "GMMG-HD7"), ["QUIZ-NEG"]),
        (item("All these drugs belong to the quadruplet tested in PERSEUS EXCEPT:", "carfilzomib", "bortezomib", "lenalidomide"), ["QUIZ-NEG"]),
        (item("The protein that daratumumab and isatuximab bind on plasma cells is an", "ectoenzyme", "kinase", "phosphatase"), ["QUIZ-GRAMMAR"]),
        (item("Which finding of the AQUILA trial speaks for treating smoldering myeloma early?", "Slower change of smoldering disease", "Fewer infections over five years", "Lower cost"), ["QUIZ-CLANG"]),
        (item("Which interval between two courses of an anti-CD38 antibody did the expert name?", "3 to 6 months", "5 to 9 months", "10 to 12 months"), ["QUIZ-OVERLAP"]),
        (item("IMROZ", "showed benefit", "showed harm", "showed nothing"), ["QUIZ-COVER"]),
        (item("Which regimen was given to the patients named in the previous question of this quiz?", "VRd", "Isa-VRd", "D-VRd"), ["QUIZ-HINGE"]),
        (
            item(
                "Which regimen had the highest rate of measurable residual disease negativity in the trial?",
                "daratumumab, bortezomib, lenalidomide", "daratumumab, steroids", "bortezomib, melphalan", "lenalidomide alone",
            ),
            ["QUIZ-LONGKEY", "QUIZ-CONVERGE"],
        ),
    ],
)  # fmt: skip
def test_bad_question(bad, rules):
    assert [fault.rule for fault in faults(bad)] == rules


@pytest.mark.parametrize(
    "good",
    [
        item(STEM, "IMROZ", "PERSEUS", "CEPHEUS", "GMMG-HD7"),
        item("What was the hazard ratio for progression or death in CEPHEUS?", "0.42", "0.57", "1.75", key=1),
        item("How long was the median follow-up of the AQUILA trial?", "24 months", "48 months", "65 months", key=2),
        item("At which threshold was MRD measured in the primary endpoint of CEPHEUS?", "10⁻⁴", "10⁻⁵", "10⁻⁶", key=1),
        item("Which comparator did AQUILA use for people with high-risk smoldering myeloma?", "Active monitoring", "Lenalidomide", "VRd"),
        item("Which rate of neutropenia of grade 3 or 4 was seen with Isa-RVd in GMMG-HD7?", "7%", "23%", "50%", key=1),
        item("In which setting did PERSEUS test daratumumab with bortezomib, lenalidomide and dexamethasone?", "Transplant eligible", "Transplant ineligible", "Relapse"),
        item("Within which range did the expert place the median PFS of IMROZ?", "3 to 4 years", "5 to 6 years", "7 to 8 years", key=2),
        item("Which agency approved isatuximab with VRd for people without a planned transplant in 2024?", "FDA", "MHRA", "PMDA"),
        item("The target of daratumumab on the surface of plasma cells is", "CD38", "CD20", "BCMA"),
        item("Which phase III trial supported the approval of isatuximab with VRd when transplant is not planned?", "IMROZ", "PERSEUS"),
        item(STEM, "IMROZ"),
    ],
)  # fmt: skip
def test_good_question(good):
    assert faults(good) == []


@pytest.mark.parametrize(
    ("key", "missing"),
    [
        ("IMROZ", None),
        ("63.2%", None),
        ("a hazard ratio of 0.42", "0.42"),
        ("PERSEUS", "PERSEUS"),
        ("a quadruplet", None),
    ],
)
def test_the_key_stands_in_the_article(key, missing):
    fault = untaught(item(STEM, key, "x"), "In IMROZ the rate was 63.2% at 60 months.")

    assert (fault.message if fault else None) == (
        f"The article does not say “{missing}”, which the key of this question does." if missing else None
    )


@pytest.mark.parametrize(
    ("title", "objectives", "place"),
    [
        ("IMROZ and what follows", "", "title"),
        ("Title", "name imroz as the pivotal trial", "learning objective"),
        ("IMROZ1", "the trials", None),
    ],
)
def test_the_key_is_not_told_beforehand(title, objectives, place):
    fault = leaked(item(STEM, "IMROZ", "x"), title, objectives)

    assert (fault.message if fault else None) == (
        f"The key stands in the {place}, which learners read before they answer." if place else None
    )


@pytest.mark.parametrize(
    ("options", "is_misplaced"),
    [(("12 months", "6 months", "24 months"), True), (("6", "12", "24"), False), (("6%", "IMROZ"), False)],
)
def test_numbers_in_a_fixed_order_ascend(options, is_misplaced):
    assert bool(misplaced(item(STEM, *options))) is is_misplaced
