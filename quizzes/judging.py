"""Remarks on how working questions are written, kept as a column so that the bank is filtered by the database."""

from collections.abc import Iterable

from .item_review import faults_of
from .models import Option, Question


def rules_broken(question: Question, options: Iterable[Option]) -> str:
    """The names of the rules that the question breaks by itself, with blanks between them."""
    faults = faults_of(
        {
            "stem": question.stem,
            "options": [{"text": option.text, "correct": option.is_key} for option in options],
            "fixed_order": question.fixed_order,
        }
    )
    return " ".join(dict.fromkeys(fault.rule for fault in faults))


def judge(question: Question) -> None:
    """Keep the remarks on a question and its options as they are stored. Whatever writes either calls it afterwards."""
    found = rules_broken(question, Option.objects.filter(question=question))
    if question.remarks != found:
        question.remarks = found
        question.save(update_fields=["remarks"])


def judge_all() -> int:
    """Judge every question anew, as rules may differ from those of the day it was saved. Returns how many changed."""
    changed = []
    for question in Question.objects.prefetch_related("options").iterator(chunk_size=500):
        found = rules_broken(question, question.options.all())
        if found != question.remarks:
            question.remarks = found
            changed.append(question)
    Question.objects.bulk_update(changed, ["remarks"], batch_size=500)
    return len(changed)
