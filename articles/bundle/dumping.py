"""The working copy of an article as a bundle: what an export writes, an approval signs and a version holds."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from ..markup import keys_in, to_html, to_markup
from ..models import Article
from ..parts import article_parts
from ..richtext import Profile
from .dumping_body import blocks_of, dump_block, items_of, trials_of
from .dumping_people import latest_declarations, person_fields
from .dumping_references import dump_reference, references_of
from .dumping_trials import dump_trial, whole_trials
from .dumping_video import dump_video
from .mentions import PLACES
from .schema import ARTICLE, FORMAT, bundle_node
from .shape import ReferenceKey, RichText, canonical_of_stored, leaves

_DATES = ("published_on", "reviewed_on", "review_by")


def dump(article: Article) -> dict[str, Any]:
    """The canonical bundle of the working copy, with the trials and references it needs and every part.

    The columns come from the instance, everything else from the database, in a number of queries that does not grow
    with the article. A single value that the format would refuse is written as it is stored.
    """
    blocks = blocks_of(article)
    trials = _trials(article, trials_of(blocks))
    slugs = {pk: trial.slug for pk, trial in trials.items()}
    bundle: dict[str, Any] = {
        "format": FORMAT,
        "article": _columns(article)
        | _people(article)
        | {
            "topics": [line.topic.name for line in article.topic_lines.select_related("topic")],
            "objectives": [
                {"id": objective.key, "text": objective.text, "bloom": objective.bloom}
                for objective in article.objectives.all()
            ],
            "body": [dump_block(name, block, slugs) for name, block in blocks],
            "video": dump_video(article),
        },
    }
    bundle["article"] = canonical_of_stored(bundle["article"], ARTICLE)
    bundle["trials"] = [dump_trial(trial) for trial in trials.values()]
    for part in article_parts():
        bundle[part.key] = canonical_of_stored(part.dump(article), part.shape)
    bundle["references"] = [dump_reference(row) for row in references_of(article, used_keys(bundle))]
    order = bundle_node().fields
    return {key: bundle[key] for key in order if bundle.get(key)}


def to_json(data: dict[str, Any]) -> str:
    """The text of a bundle: one space of indent, UTF-8 unescaped, one final newline."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def content_hash(text: str) -> str:
    """SHA-256 of the text as UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def used_keys(bundle: dict[str, Any]) -> Iterator[str]:
    """Citation keys that a canonical bundle uses, in the order of the file, repeats included."""
    node = bundle_node()
    for _path, held, leaf in leaves({key: held for key, held in bundle.items() if held}, node):
        if isinstance(leaf, ReferenceKey):
            yield held
        elif isinstance(leaf, RichText) and "[@" in held:
            yield from keys_in(to_html(held, leaf.profile))


def _columns(article: Article) -> dict[str, Any]:
    plain = ("slug", "title", "short_title", "kind", "language", "quiz_disabled_reason")
    original = article.translation_of
    return {
        **{name: getattr(article, name) for name in plain},
        **{name: _iso(getattr(article, name)) for name in _DATES},
        "lead": to_markup(article.lead, Profile.PARAGRAPHS),
        "summary": to_markup(article.summary, Profile.LINE),
        "key_learnings": [item["text"] for item in items_of(article.key_learnings)],
        "embargo_until": _iso(article.embargo_until),
        "translation_of": original.slug if original else None,
        "congress": {
            "name": article.congress_name,
            "start": _iso(article.congress_start),
            "end": _iso(article.congress_end),
            "city": article.congress_city,
        },
    }


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _people(article: Article) -> dict[str, Any]:
    lines = list(article.contributors.select_related("person"))
    declarations = latest_declarations({line.person_id for line in lines})
    return {
        key: [
            person_fields(line.person, declarations.get(line.person_id)) | {"role": line.role}
            for line in lines
            if line.place == place
        ]
        for key, place in PLACES.items()
    }


def _trials(article: Article, in_blocks: list[int]) -> dict[int, Any]:
    """The trials of the article by primary key: its list first, then further ones that blocks show."""
    listed = list(article.trial_lines.values_list("trial_id", flat=True))
    found = whole_trials({*listed, *in_blocks})
    return {pk: found[pk] for pk in dict.fromkeys([*listed, *in_blocks])}
