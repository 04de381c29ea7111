from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hub.models import Learner
from hub.statements import Parameter, Statement, insert, partial

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 3, 2, 12, tzinfo=UTC)


def physicians_since() -> Statement:
    return Statement(
        lambda: Learner.objects.filter(
            profession=Parameter("profession", Learner.profession.field),
            created_at__gte=Parameter("since", Learner.created_at.field),
        ).order_by("created_at")
    )


def test_rows_hold_what_the_same_queryset_gives(django_assert_num_queries):
    one = Learner.objects.create(profession="physician", country="DE", created_at=SINCE)
    Learner.objects.create(profession="nurse", created_at=SINCE)
    statement = Statement(
        lambda: Learner.objects.filter(
            pk=Parameter("learner", Learner.id.field), profession=Parameter("profession", Learner.profession.field)
        ).values_list("pk", "country", "is_simulated", "created_at")
    )

    with django_assert_num_queries(2):
        assert statement.rows(learner=one.pk, profession="physician") == [[one.pk, "DE", False, SINCE]]
        assert statement.rows(learner=one.pk, profession="nurse") == []


def test_a_statement_is_built_once_and_runs_with_the_values_of_each_time():
    built = []

    def build():
        built.append(1)
        return Learner.objects.filter(profession=Parameter("profession", Learner.profession.field))

    statement = Statement(build)
    nurse, physician = (Learner.objects.create(profession=name) for name in ("nurse", "physician"))

    assert [statement.objects(Learner, profession=name) for name in ("nurse", "physician")] == [[nurse], [physician]]
    assert built == [1]


def test_objects_are_those_that_the_queryset_gives(django_assert_num_queries):
    early = Learner.objects.create(profession="physician", country="DE", created_at=SINCE)
    late = Learner.objects.create(profession="physician", is_simulated=True, merged_into=early)
    Learner.objects.create(profession="physician", created_at=datetime(2026, 3, 1, tzinfo=UTC))

    with django_assert_num_queries(1):
        found = physicians_since().objects(Learner, profession="physician", since=SINCE)
        told = [(one.pk, one.country, one.is_simulated, one.merged_into_id, one.created_at) for one in found]

    assert told == [
        (early.pk, "DE", False, None, SINCE),
        (late.pk, "", True, early.pk, late.created_at),
    ]


def test_value_that_looks_like_sql_is_a_value():
    Learner.objects.create(profession="nurse")

    assert physicians_since().objects(Learner, profession="' OR 1=1 --", since=SINCE) == []


def test_partial_row_reads_its_other_fields_when_they_are_used(django_assert_num_queries):
    stored = Learner.objects.create(country="DE", profession="nurse")

    row = partial(Learner, profession="nurse", id=stored.pk)

    with django_assert_num_queries(0):
        assert (row.pk, row.profession) == (stored.pk, "nurse")
    with django_assert_num_queries(1):
        assert row.country == "DE"


def test_insert_writes_all_rows_of_a_model_at_once(django_assert_num_queries):
    rows = [Learner(country=country, created_at=SINCE) for country in ("DE", "FR")]

    with django_assert_num_queries(1):
        assert insert(rows) == 2

    assert sorted(Learner.objects.values_list("pk", "country", "created_at")) == sorted(
        (row.pk, row.country, SINCE) for row in rows
    )
    assert not rows[0]._state.adding
    assert insert([]) == 0


def test_insert_refuses_or_leaves_out_what_is_stored_already():
    stored = Learner.objects.create(country="DE")
    again, other = Learner(id=stored.pk, country="FR"), Learner()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert([again])
    assert insert([again, other], ignore_conflicts=True) == 1

    assert dict(Learner.objects.values_list("pk", "country")) == {stored.pk: "DE", other.pk: ""}


def test_rows_that_break_another_constraint_are_refused_even_where_conflicts_are_not():
    itself = uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Learner(id=itself, merged_into_id=itself)], ignore_conflicts=True)
