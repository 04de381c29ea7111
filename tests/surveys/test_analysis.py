"""Counts into the report of one statement."""

from surveys.agreement import Agreement, shift
from surveys.analysis import MonthAgreement, VersionAgreement, analyse_statement, is_hidden
from surveys.counts import PointCount, ResponseCount, StatementHead

HEAD = StatementHead(7, 1, "Clear", (1,), is_reversed=False, shown_in=frozenset({1, 2}))


def count(point, learners, *, version=1, month="2026-03", uniform=False, flagged=False):
    return PointCount(point, version, month, uniform, flagged, learners)


def responses(learners, *, version=1, flagged=False):
    return ResponseCount(version, is_uniform=False, is_flagged=flagged, learners=learners, simulated=0)


def test_every_way_of_not_choosing_a_point_stands_apart():
    report = analyse_statement(
        HEAD,
        [count(5, 3), count(None, 2), count(1, 4, flagged=True)],
        [responses(6), responses(1, version=2), responses(4, flagged=True), responses(9, version=3)],
        newest=2,
    )

    assert (report.counts, report.not_applicable, report.eligible, report.blank) == ((0, 0, 0, 0, 3), 2, 7, 2)
    assert (report.statement, report.is_current) == (7, True)


def test_report_with_and_without_doubtful_answers():
    report = analyse_statement(
        HEAD, [count(5, 3, uniform=True), count(4, 2), count(1, 4, flagged=True, uniform=True)], [], newest=3
    )

    assert report.counts == (0, 0, 0, 2, 3)
    assert report.with_flagged == Agreement((4, 0, 0, 2, 3))
    assert report.without_uniform == Agreement((0, 0, 0, 2, 0))
    assert not report.is_current


def test_versions_follow_each_other_with_their_shift():
    report = analyse_statement(
        HEAD, [count(5, 30, version=2, month="2026-04"), count(1, 10), count(4, 10), count(None, 5)], [], newest=2
    )

    first, second = Agreement((10, 0, 0, 10, 0)), Agreement((0, 0, 0, 0, 30))
    assert report.by_version == (VersionAgreement(1, first, None), VersionAgreement(2, second, shift(first, second)))
    assert report.by_month == (MonthAgreement("2026-03", first), MonthAgreement("2026-04", second, (2,)))


def test_few_learners_of_a_cohort_are_hidden_in_every_part():
    points = [count(5, 4), count(4, 6, version=2, month="2026-04"), count(3, 2, version=2, month="2026-05")]

    report = analyse_statement(HEAD, points, [], newest=2, is_of_cohort=True)

    # One hidden version would be the total less the other; two hidden months hold six learners.
    assert report.by_version == ()
    assert [one.month for one in report.by_month] == ["2026-04"]
    assert analyse_statement(HEAD, points[:1], [], newest=2, is_of_cohort=True) is None
    assert analyse_statement(HEAD, points[:1], [], newest=2).n == 4


def test_nobody_looks_like_few():
    assert [is_hidden(n, is_of_cohort=True) for n in (0, 1, 4, 5)] == [True, True, True, False]
    assert not is_hidden(0, is_of_cohort=False)
