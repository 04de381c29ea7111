"""What the first version with questions lays down, and what later versions make post hoc. No database."""

from datetime import date

import pytest

from articles.outcome_plan import (
    NO_PLAN,
    Event,
    Item,
    Kind,
    Laid,
    Objective,
    ObjectiveLine,
    What,
    becoming_post_hoc,
    digest_of,
    outcome_plan,
)

DAYS = {number: date(2026, 1, number) for number in range(1, 6)}


def question(number=1, series=1, **fields) -> Item:
    return Item(Kind.QUESTION, number, series, **{"text": f"Q{number}?", "objective": "LO1", "moore": 3} | fields)


def laid(version: int, *items: Item, objectives: tuple[Objective, ...] = ()) -> Laid:
    return Laid(version, DAYS[version], items, objectives)


def told(plan) -> list[tuple]:
    """Number of the item, whether it is post hoc, and what happened to it in which version."""
    return [
        (line.item.number, line.item.series, line.is_post_hoc, [(event.what, event.version) for event in line.events])
        for line in plan.lines
    ]


def test_plan_is_locked_by_the_first_version_that_asks_something():
    plan = outcome_plan([laid(3, question(1), question(2)), laid(1), laid(2, question(1))])

    assert (plan.version, plan.day) == (2, DAYS[2])
    assert told(plan) == [(1, 1, False, []), (2, 1, True, [(What.ADDED, 3)])]


@pytest.mark.parametrize("versions", [[], [laid(1), laid(2)]])
def test_nothing_published_with_a_question_has_no_plan(versions):
    assert outcome_plan(versions) == NO_PLAN


def test_item_added_after_the_first_publication_is_post_hoc_with_version_and_day():
    plan = outcome_plan([laid(1, question(1)), laid(2, question(1)), laid(3, question(1), question(2))])

    (line,) = plan.post_hoc
    assert (line.item.number, line.since) == (2, Event(What.ADDED, 3, DAYS[3]))


def test_wording_alone_changes_no_plan():
    plan = outcome_plan([laid(1, question(1, text="Wich?")), laid(2, question(1, text="Which?"))])

    assert told(plan) == [(1, 1, False, [])]
    assert plan.lines[0].item.text == "Which?"


def test_another_meaning_is_another_item():
    plan = outcome_plan([laid(1, question(1, series=1)), laid(2, question(1, series=2))])

    assert told(plan) == [(1, 1, False, [(What.REMOVED, 2)]), (1, 2, True, [(What.ADDED, 2)])]
    assert [line.item.series for line in plan.removed] == [1]


@pytest.mark.parametrize(
    ("changed", "what", "was", "now"),
    [
        ({"objective": "LO2"}, What.OBJECTIVE, "LO1", "LO2"),
        ({"objective": ""}, What.OBJECTIVE, "LO1", ""),
        ({"moore": 4}, What.LEVEL, "3", "4"),
        ({"bloom": "apply"}, What.LEVEL, "3", "3B"),
        ({"moore": None}, What.LEVEL, "3", ""),
    ],
)
def test_changed_objective_or_level_of_a_published_question_is_post_hoc(changed, what, was, now):
    plan = outcome_plan([laid(1, question(1)), laid(2, question(1, **changed))])

    assert plan.lines[0].since == Event(what, 2, DAYS[2], was, now)
    assert plan.planned == ()


def test_bloom_level_within_one_moore_level_changes_no_plan():
    plan = outcome_plan([laid(1, question(1, bloom="remember")), laid(2, question(1, bloom="understand"))])

    assert told(plan) == [(1, 1, False, [])]


def test_objective_changed_and_changed_back_is_planned_again_and_both_changes_are_told():
    plan = outcome_plan([laid(1, question(1)), laid(2, question(1, objective="LO2")), laid(3, question(1))])

    assert told(plan) == [(1, 1, False, [(What.OBJECTIVE, 2), (What.OBJECTIVE, 3)])]


def test_objective_in_other_words_is_told_and_leaves_the_item_planned():
    first, second = question(1, objective_text="recall"), question(1, objective_text="compare")

    plan = outcome_plan([laid(1, first), laid(2, second)])

    assert not plan.lines[0].is_post_hoc
    assert plan.lines[0].events == (Event(What.REWORDED, 2, DAYS[2], "recall", "compare"),)


def test_removed_item_stays_in_the_plan_and_comes_back_as_planned():
    versions = [laid(1, question(1), question(2)), laid(2, question(1)), laid(3, question(1))]

    assert told(outcome_plan(versions)) == [(1, 1, False, []), (2, 1, False, [(What.REMOVED, 2)])]
    back = outcome_plan([*versions, laid(4, question(1), question(2))])
    assert told(back)[1] == (2, 1, False, [(What.REMOVED, 2), (What.ADDED, 4)])
    assert back.removed == ()


def test_what_came_later_stays_post_hoc_whatever_happens_to_it():
    versions = [laid(1, question(1)), laid(2, question(1), question(2)), laid(3, question(1), question(2, moore=4))]

    plan = outcome_plan(versions)

    assert plan.post_hoc[0].since == Event(What.ADDED, 2, DAYS[2])


def test_question_and_statement_of_one_number_are_two_items():
    statement = Item(Kind.STATEMENT, 1, 1, "Clear.", moore=2)

    plan = outcome_plan([laid(1, question(1)), laid(2, question(1), statement)])

    assert [line.item for line in plan.post_hoc] == [statement]


def test_objectives_keep_their_wordings_and_say_when_they_came_and_went():
    recall, compare, select = Objective("LO1", "recall"), Objective("LO2", "compare"), Objective("LO3", "select")
    plan = outcome_plan(
        [
            laid(1, question(1), objectives=(recall, compare)),
            laid(2, question(1), objectives=(Objective("LO1", "recall all"), select)),
        ]
    )

    assert plan.objectives == (
        ObjectiveLine("LO1", ("recall", "recall all"), None, is_standing=True),
        ObjectiveLine("LO2", ("compare",), None, is_standing=False),
        ObjectiveLine("LO3", ("select",), (2, DAYS[2]), is_standing=True),
    )


def test_digest_ignores_order_and_wording_and_nothing_else():
    one, two = question(1), question(2)
    digest = digest_of([one, two])

    assert digest == digest_of([two, question(1, text="Other words?", objective_text="other words")])
    others = [
        [one],
        [one, question(2, series=2)],
        [one, question(2, objective="LO2")],
        [one, question(2, moore=4)],
        [one, question(2, bloom="apply")],
    ]
    assert len({digest, *map(digest_of, others)}) == 1 + len(others)
    # Computed apart, by sha256sum over the canonical text.
    assert digest_of([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"


@pytest.mark.parametrize(
    ("working", "found"),
    [
        ([question(1, text="Other words?")], []),
        ([question(1), question(9)], [(9, What.ADDED)]),
        ([question(1, series=2)], [(1, What.ADDED)]),
        ([question(1, objective="LO2")], [(1, What.OBJECTIVE)]),
        ([question(1, moore=4)], [(1, What.LEVEL)]),
        ([], []),
    ],
)
def test_what_publication_would_make_post_hoc(working, found):
    plan = outcome_plan([laid(1, question(1))])

    assert [(item.number, what) for item, what in becoming_post_hoc(plan, working)] == found


def test_nothing_becomes_post_hoc_before_the_first_publication_nor_twice():
    moved = question(1, objective="LO2")
    plan = outcome_plan([laid(1, question(1)), laid(2, moved, question(2))])

    assert becoming_post_hoc(NO_PLAN, [question(1)]) == []
    assert becoming_post_hoc(plan, [moved, question(2)]) == []
    assert becoming_post_hoc(plan, [question(1), question(2)]) == []  # Back to the plan.
