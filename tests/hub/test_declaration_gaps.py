"""Gaps are ranked by what needs the person first. All by hand, as of 2 March 2026."""

from datetime import date, timedelta

import pytest

from hub.declaration_gaps import (
    Gap,
    Moment,
    Notice,
    State,
    Use,
    days_to,
    due_notice,
    first_use,
    gap_of,
    ranked,
    state_of,
)

TODAY = date(2026, 3, 2)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def use(on: int | None, article: int = 1, moment: Moment = Moment.PUBLICATION) -> Use:
    return Use(article, f"Article {article}", moment, None if on is None else day(on))


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, State.NONE), (-1, State.EXPIRED), (0, State.EXPIRING), (90, State.EXPIRING), (91, None)],
)
def test_state_turns_after_the_last_day_and_within_90_days_of_it(days, state):
    assert state_of(None if days is None else day(days), TODAY) == state


@pytest.mark.parametrize(("on", "days"), [(7, 7), (0, 0), (-1, 0), (-30, 0), (-31, None), (None, None)])
def test_overdue_day_counts_as_today_for_30_days(on, days):
    assert days_to(use(on), TODAY) == days


def test_first_use_is_the_nearest_day_and_undated_ones_come_last():
    near, far, undated = use(7, 1), use(8, 2), use(None, 3)
    review, undated_review = use(7, 0, Moment.REVIEW), use(None, 0, Moment.REVIEW)

    assert first_use([undated, far, review, near], TODAY) == near
    assert first_use([undated_review, undated], TODAY) == undated
    assert first_use([use(-40, 5), far], TODAY) == far


def test_gap_says_all_of_one_person():
    uses = [use(30, 2), use(12, 1), use(12, 1, Moment.REVIEW)]

    assert gap_of(5, "Ada", uses, day(11), TODAY) == Gap(
        person=5,
        name="Ada",
        state=State.EXPIRING,
        expires_on=date(2026, 3, 13),
        use=use(12, 1),
        days_to_use=12,
        days_left=11,
        n_articles=2,
    )
    assert gap_of(5, "Ada", uses, day(91), TODAY) is None


@pytest.mark.parametrize(
    ("on", "expires", "is_covered"), [(12, 11, False), (11, 11, True), (11, None, False), (None, 11, False), (0, -1, False)]
)  # fmt: skip
def test_first_use_is_covered_up_to_the_last_day(on, expires, is_covered):
    gap = gap_of(5, "Ada", [use(on)], None if expires is None else day(expires), TODAY)

    assert gap.is_covered is is_covered


def test_person_with_an_article_in_7_days_ranks_first():
    people = [
        ("no day planned, nothing on record", None, None),
        ("no day planned, expired", None, -50),
        ("in 30 days, nothing on record", 30, None),
        ("in 7 days, expires in 80 days", 7, 80),
        ("in 30 days, expires in 5 days", 30, 5),
        ("in 30 days, expired", 30, -3),
        ("In 30 days, expires in 5 days: same, but later by name", 30, 5),
    ]
    gaps = [
        gap_of(n, name, [use(on)], None if left is None else day(left), TODAY)
        for n, (name, on, left) in enumerate(people)
    ]

    assert [gap.name for gap in ranked(reversed(gaps))] == [
        "in 7 days, expires in 80 days",
        "in 30 days, nothing on record",
        "in 30 days, expired",
        "in 30 days, expires in 5 days",
        "In 30 days, expires in 5 days: same, but later by name",
        "no day planned, nothing on record",
        "no day planned, expired",
    ]


@pytest.mark.parametrize(
    ("days", "notice"),
    [
        (61, None), (60, Notice.DAYS_60), (31, Notice.DAYS_60), (30, Notice.DAYS_30), (8, Notice.DAYS_30),
        (7, Notice.DAYS_7), (0, Notice.DAYS_7), (-1, Notice.EXPIRED), (-900, Notice.EXPIRED),
    ],
)  # fmt: skip
def test_only_the_latest_notice_is_due(days, notice):
    assert due_notice(day(days), TODAY) == notice
