"""What the versions of a report asked: the text, key, objective and sources of each series of a question."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.ama import reference_text
from articles.models import Reference
from quizzes.keys import Keys
from quizzes.models import PinnedQuestion, VersionOption
from quizzes.models.rollup import DONT_KNOW

from .counting import SeriesCounts, SeriesKey
from .rows import OptionOutcome
from .subject import Subject


@dataclass
class Asked:
    """One series in one quiz, as the newest of its versions words it. options: by slot, with the letter of each.

    versions: number and first day of the question's versions that pool here. place: in the newest article version.
    """

    article: int
    place: tuple[int, int]
    stem: str
    objective: str
    level: int | None
    key_slot: str | None
    options: dict[str, VersionOption] = field(default_factory=dict)
    versions: dict[int, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def outcomes(self, counts: SeriesCounts, dont_know: str) -> tuple[list[str], tuple[OptionOutcome, ...]]:
        """The slots of all options, and the options with their answers; "I do not know" last where somebody chose it."""
        slots = [*self.options, *([DONT_KNOW] if any(slot == DONT_KNOW for _phase, slot in counts.chosen) else [])]
        return slots, tuple(
            OptionOutcome(
                letter=self.options[slot].letter if slot in self.options else "",
                text=self.options[slot].text if slot in self.options else dont_know,
                is_key=slot == self.key_slot,
                before=counts.chosen["pre", slot],
                after=counts.chosen["post", slot],
            )
            for slot in slots
        )


def asked(subject: Subject) -> dict[SeriesKey, Asked]:
    """Every series that the versions showed and that was not withdrawn, in the order of the newest version; five queries."""
    pins = list(
        PinnedQuestion.objects.filter(article_version__in=[version.pk for version in subject.versions])
        .asked()
        .select_related("question_version", "article_version")
        .prefetch_related("question_version__options")
        .defer("article_version__content", "article_version__shown", "article_version__body_html")
        .order_by("article_version__number", "order")
    )
    keys = Keys.of_versions(pin.question_version for pin in pins)
    references = _references(pins)
    found: dict[SeriesKey, Asked] = {}
    for pin in pins:
        version = pin.question_version
        key = SeriesKey(pin.quiz_id, version.question_id, version.series)
        days = found[key].versions if key in found else {}
        days.setdefault(version.number, pin.article_version.published_on.isoformat())
        older = found[key].options if key in found else {}
        options = {option.slot: option for option in version.options.all()}
        # Read from the oldest version on, so that the newest words stand; slots of older versions alone come last.
        found[key] = Asked(
            article=pin.article_version.article_id,
            place=(-pin.article_version.number, pin.order),
            stem=version.stem,
            objective=pin.objective,
            level=pin.moore,
            key_slot=keys.slot(version),
            options=options | {slot: option for slot, option in older.items() if slot not in options},
            versions=days,
            sources=tuple(references[name] for name in version.refs.split() if name in references),
        )
    return dict(sorted(found.items(), key=lambda item: item[1].place))


def _references(pins: list[PinnedQuestion]) -> Mapping[str, str]:
    keys = {key for pin in pins for key in pin.question_version.refs.split()}
    rows = Reference.objects.filter(key__in=keys)
    return {row.key: reference_text({**row.item, "status": row.status}) for row in rows}
