"""A question as it stands in a form that is being filled in: remarks on it, and how learners would see it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.bundle.dumping import dump
from articles.findings import Finding
from articles.models import Article, ArticleVersion
from articles.richtext import Profile, clean

from .item_review import faults_of, review
from .models import Option, PinnedQuestion, Question, QuestionVersion, VersionOption
from .publication import question_findings
from .versions import ordered_options

MOST_ROWS = 20
"""Rows of options that are read: more than any question may have, few enough for any sender."""

MOST_ARTICLES = 3
"""Articles beside which a question is read while it is written; preflight reads it beside each."""


@dataclass(frozen=True)
class Sketch:
    """What is typed. options: unsaved rows in their order, blank ones left out."""

    stem: str
    rationale: str
    refs: str
    fixed_order: bool
    options: tuple[Option, ...]

    @property
    def key(self) -> Option | None:
        """The right option; None where none or several are marked."""
        keys = [option for option in self.options if option.is_key]
        return keys[0] if len(keys) == 1 else None

    @property
    def is_begun(self) -> bool:
        return bool(self.stem or self.options or self.rationale)


def read_sketch(sent: Mapping[str, str]) -> Sketch:
    """The question that the fields of the admin form hold. Whatever was sent, it is read; what makes no sense is blank."""
    rows = range(min(_number(sent.get("options-TOTAL_FORMS", "")), MOST_ROWS))
    options = [_option(sent, f"options-{row}-", row) for row in rows if not sent.get(f"options-{row}-DELETE")]
    filled = [option for option in options if option.text or option.feedback or option.is_key]
    return Sketch(
        stem=sent.get("stem", "").strip(),
        rationale=clean(sent.get("rationale", ""), Profile.PARAGRAPHS),
        refs=" ".join(sent.get("refs", "").replace(",", " ").split()),
        fixed_order=bool(sent.get("fixed_order")),
        options=tuple(sorted(filled, key=lambda option: option.order)),
    )


def _option(sent: Mapping[str, str], prefix: str, row: int) -> Option:
    order = sent.get(f"{prefix}order", "")
    return Option(
        slot=f"{row}",
        text=sent.get(f"{prefix}text", "").strip(),
        feedback=clean(sent.get(f"{prefix}feedback", ""), Profile.LINE),
        is_key=bool(sent.get(f"{prefix}is_key")),
        order=_number(order) if order else row,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0


def remarks(sketch: Sketch, articles: Sequence[Article]) -> list[Finding]:
    """What preflight would say of the question in these articles, errors first; by itself where there is none."""
    found = [*question_findings(sketch.options, sketch.rationale, ""), *_of_writing(sketch, articles)]
    unique = {(finding.rule, finding.message): finding for finding in found}.values()
    return sorted(unique, key=lambda finding: ("error", "warning", "info").index(finding.severity))


def _of_writing(sketch: Sketch, articles: Sequence[Article]) -> Iterator[Finding]:
    question = {
        "stem": sketch.stem,
        "options": [{"text": option.text, "correct": option.is_key} for option in sketch.options if option.text],
        "fixed_order": sketch.fixed_order,
    }
    for article in articles[:MOST_ARTICLES]:
        yield from review({"questions": [question]}, dump(article))
    if not articles:
        yield from (Finding(fault.rule, fault.severity, fault.message, "") for fault in faults_of(question))


def pin_of(sketch: Sketch, stored: Question | None) -> PinnedQuestion:
    """The question as publication would pin it, without storing anything.

    The order of the options is that of the stored question's newest version, else the one in which they were typed: only
    publication shuffles a new question.
    """
    last = stored.versions.prefetch_related("options").first() if stored else None
    places = {option.slot: text for text, option in enumerate(last.options.all())} if last else {}
    typed = [option for option in sketch.options if option.text]
    options = ordered_options(typed, keep=sketch.fixed_order, previous=[option.slot for option in typed], seed=0)
    if stored and last and options == typed and not sketch.fixed_order:
        slots = dict(stored.options.values_list("text", "slot"))
        options = sorted(options, key=lambda option: places.get(slots.get(option.text, ""), len(places)))
    version = QuestionVersion(
        id=uuid.uuid4(), stem=sketch.stem, rationale=sketch.rationale, refs=sketch.refs, number=1, series=1
    )
    shown = [
        VersionOption(
            version=version,
            slot=option.slot,
            text=option.text,
            feedback=option.feedback,
            is_key=option.is_key,
            order=place,
        )
        for place, option in enumerate(options)
    ]
    # Unsaved rows cannot be asked for by a query; this is where a prefetch leaves them.
    version._prefetched_objects_cache = {"options": _Rows(shown)}
    return PinnedQuestion(question_version=version, article_version=ArticleVersion(language="en"), order=0)


class _Rows(list):
    """Rows that answer `all()` as those of a relation do."""

    def all(self):
        return self
