"""What keeps money and content apart in the code itself; `tests/permissions` asks for the pages."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from django.apps import apps

from sponsors import public
from sponsors.models.agreement import CONFIDENTIAL


def test_sponsorship_points_to_no_learner_and_no_answer_to_sponsorship():
    """No relation between the two either way: nobody reaches a learner through a funder."""
    far = {"quizzes", "surveys"}
    strangers = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and not field.auto_created
        for ends in [{model._meta.app_label, field.related_model._meta.app_label}]
        if "sponsors" in ends and (ends & far or field.related_model.__name__ == "Learner")
    ]

    assert strangers == []


def test_what_other_apps_know_of_sponsorship_holds_no_amount():
    told = [one for one in vars(public).values() if isinstance(one, type) and is_dataclass(one)]
    names = {f"{one.__name__}.{field.name}" for one in told for field in fields(one)}

    confidential = {*CONFIDENTIAL, "amount", "email", "document_hash", "signed_on"} - {"tier"}
    assert (len(told) > 2, {name for name in names if name.split(".")[1] in confidential}) == (True, set())


def test_what_other_apps_know_of_sponsorship_writes_nothing():
    source = Path(public.__file__).read_text()

    assert re.findall(r"\.(?:save|create|update|delete|get_or_create|bulk_\w+)\(|\bactions\b", source) == []
