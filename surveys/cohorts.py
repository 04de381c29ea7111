"""Whether the numbers of a cohort of a survey may be shown beside those of everybody and of other cohorts."""

from collections import Counter
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef

from hub.suppression import STAFF, may_show, release

from .cut import SurveyCut
from .models import SurveyFlag, SurveyResponse


def shows_cohort(cut: SurveyCut) -> bool:
    """Whether no number on fewer than five learners follows from the cut and from those that differ in one filter.

    Of one filter all its values stand in a list, so the cut must outlive the table of them; several filters must each
    add or remove nobody or at least five. One query, none for cuts that are no cohort.
    """
    chosen = {name: value for name in ("profession", "specialty", "country") if (value := getattr(cut, name))}
    if not chosen:
        return True
    without_flag = ~Exists(SurveyFlag.objects.filter(response=OuterRef("pk")))
    rows = (
        SurveyResponse.objects.within(replace(cut, profession="", specialty="", country=""))
        .filter(without_flag)
        .order_by()
        .values_list(*(f"learner__{name}" for name in chosen))
        .annotate(learners=Count("pk"))
    )
    passing: Counter[tuple[bool, ...]] = Counter()
    tables: list[Counter[str]] = [Counter() for _ in chosen]
    for *told, learners in rows:
        passing[tuple(value == wanted for value, wanted in zip(told, chosen.values(), strict=True))] += learners
        for table, value in zip(tables, told, strict=True):
            table[value] += learners
    in_tables = all(
        release(table, STAFF).learners(wanted) for table, wanted in zip(tables, chosen.values(), strict=True)
    )
    return in_tables and may_show(passing, STAFF) and passing[(True,) * len(chosen)] >= STAFF
