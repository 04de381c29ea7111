"""The funnel in the words of the Outcomes Standardization Project, with the numbers of its glossary's examples."""

import re

import pytest

from hub.funnel import NOBODY, Turnout, Unit, funnel, funnel_sentence, total

ASTHMA = Turnout(views=800, reads=175, pre_test=350, post_test=120, both=120, survey=90)
"""The glossary's online asthma series: 800 clicked, 350 passed front matter and pre-test, 175 finished."""


def counts(turnout: Turnout) -> dict[str, int]:
    return {step.name: step.count for step in funnel(turnout).steps}


def test_glossary_example_of_learners_and_completions():
    assert counts(ASTHMA) == {
        "Views": 800,
        "Pre-test": 350,
        "Learners": 350,
        "Completions": 175,
        "Completers": 120,
        "Post-test": 120,
        "Survey": 90,
    }


def test_whoever_skips_the_pre_test_and_answers_later_is_a_learner_and_a_completer():
    turnout = Turnout(pre_test=10, post_test=6, both=4, survey=5, survey_alone=1, survey_without_post_test=2)

    # 10 before and 2 after only, and 1 with the survey alone; 6 after and 2 with the survey but not the post-test.
    assert (turnout.learners, turnout.completers) == (13, 8)


def test_completion_does_not_depend_on_the_post_test():
    without = Turnout(views=800, reads=175, pre_test=350)

    assert (counts(without)["Completions"], counts(without)["Post-test"]) == (175, 0)


def test_several_articles_give_starts_and_never_learners():
    both = total([ASTHMA, Turnout(views=10, pre_test=5)])

    found = funnel(both)
    assert (found.count("starts"), found.turnout.articles) == (355, 2)
    assert [step.name for step in found.steps][2] == "Starts"
    assert {step.unit for step in found.steps} == {Unit.PAGE_LOADS, Unit.PER_ARTICLE, Unit.STARTS}


def test_people_are_the_least_there_were_where_reading_alone_leaves_no_trace():
    assert [step.key for step in funnel(ASTHMA).steps if step.is_least] == ["starts", "completers"]


def test_total_of_nothing_is_nobody():
    assert total([]) == NOBODY


@pytest.mark.parametrize(
    ("turnout", "sentence"),
    [
        (NOBODY, "No article has been published yet."),
        (Turnout(), "No view has been counted yet. Nobody has answered a test or survey yet."),
        (
            Turnout(views=1),
            "The article was opened once and never read to the end. Nobody has answered a test or survey yet.",
        ),
        (
            Turnout(views=1200, reads=2, pre_test=1),
            "The article was opened 1,200 times and read to the end twice. 1 learner is known; 0 of them answered after "
            "the text.",
        ),
        (
            ASTHMA,
            "The article was opened 800 times and read to the end 175 times. 350 learners are known; 120 of them "
            "answered after the text.",
        ),
        (
            total([ASTHMA, ASTHMA]),
            "The 2 articles were opened 1,600 times and read to the end 350 times. 700 starts are known; 240 of them "
            "answered after the text.",
        ),
    ],
)
def test_sentence_says_loads_and_people_apart(turnout, sentence):
    assert funnel_sentence(funnel(turnout)) == sentence


def test_no_word_of_the_funnel_says_participant_or_reach():
    words = " ".join(
        step.definition + step.name for turnout in (ASTHMA, total([ASTHMA] * 2)) for step in funnel(turnout).steps
    )

    assert re.findall(r"\b(participants?|reach\w*|visitors?)\b", words, re.IGNORECASE) == []
