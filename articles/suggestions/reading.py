"""A typed sentence in, the results it states out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..effects.effect import RATIOS
from .arm_numbers import Group, take_groups
from .candidates import ArmNumber, Candidate, Contrast, KnownArm, KnownEndpoint, Suggestion
from .comparisons import PValue, take_contrasts, take_p_values
from .context import take_changes, take_follow_up, take_time_points
from .noise import BASELINE, CREDIBLE_INTERVAL, NOISE
from .sheet import Sheet, normalised
from .vocabulary import Mention, concept_of, mentions

LONGEST_TEXT = 50_000
_BOUNDARY = re.compile(r"[.;]\s")
_SENTENCE_END = re.compile(r"\.\s")
_IN_PARENTHESES = re.compile(r"^[^(]{0,120}\)|\([^()]{0,120}\)")
_ASIDE = re.compile(
    r"(?:\b(?:with|among|by|achiev\w{2,4}|had|as|of) (?:a |an )?(?:patients (?:with|in) )?|[(\[])$", re.IGNORECASE
)
_FAR = 90


def suggest(text: str, endpoints: Sequence[KnownEndpoint] = (), arms: Sequence[KnownArm] = ()) -> Suggestion:
    """Read the results that a sentence states.

    text: plain text, superscripts as "^5" or in Unicode; raises ValueError above 50,000 characters. endpoints, arms: of
    the trial that the sentence is about, to name what was read as the trial does. Numbers keep their printed decimals.
    What is not surely a result is left out: an empty suggestion means that nothing was recognised.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"A sentence has at most {LONGEST_TEXT} characters; this one has {len(text)}.")
    original = normalised(text)
    sheet = Sheet(original)
    follow_up = take_follow_up(sheet)
    p_values = take_p_values(sheet)
    changes = take_changes(sheet)
    named = _named(sheet.text, endpoints)
    times = take_time_points(sheet)
    contrasts = take_contrasts(sheet)
    sheet.blank(*NOISE)
    groups = [
        group for group in take_groups(sheet, arms, [one.start for one in named]) if not _is_baseline(sheet, group)
    ]
    pieces: list[tuple[int, Piece]] = [
        *((one.start, one) for one in named), *times, *contrasts, *p_values, *((group.start, group) for group in groups)
    ]  # fmt: skip
    drafts = _drafts(sheet.text, sorted(pieces, key=lambda piece: piece[0]))
    candidates = tuple(candidate for draft in drafts if (candidate := draft.candidate()))
    return Suggestion(candidates, follow_up, tuple(_notes(original, changes, candidates)))


Piece = Mention | str | Contrast | PValue | Group


def _named(text: str, endpoints: Sequence[KnownEndpoint]) -> list[Mention]:
    """Endpoints that the text names: those of the trial by the trial's words, else those of the vocabulary."""
    stored = {concept.measure: one for one in reversed(endpoints) if (concept := concept_of(one.measure))}
    found = [
        replace(one, measure=stored[one.measure].measure, key=stored[one.measure].key) if one.measure in stored else one
        for one in mentions(text)
    ]
    for one in endpoints:
        # What the vocabulary does not know is looked for in the trial's own words.
        if concept_of(one.measure) is None and len(one.measure) > 2:
            pattern = re.compile(rf"(?<![\w-]){re.escape(one.measure)}(?!\w)", re.IGNORECASE)
            found += [Mention(match.start(), match.end(), one.measure, one.key) for match in pattern.finditer(text)]
    return sorted(found, key=lambda one: one.start)


def _is_baseline(sheet: Sheet, group: Group) -> bool:
    """Whether the clause of these numbers tells who took part."""
    before, after = sheet.text[max(0, group.start - 60) : group.start], sheet.text[group.end : group.end + 60]
    clause = _BOUNDARY.split(before)[-1] + sheet.text[group.start : group.end] + _BOUNDARY.split(after)[0]
    return bool(BASELINE.search(clause))


@dataclass
class _Draft:
    """A candidate in the making. again: its endpoint, named once more. first, last: places of its numbers."""

    mention: Mention | None = None
    again: Mention | None = None
    time_point: str = ""
    numbers: tuple[ArmNumber, ...] = ()
    contrast: Contrast | None = None
    p: PValue | None = None
    last: int = -1
    first: int = -1

    @property
    def has_numbers(self) -> bool:
        return bool(self.numbers or self.contrast)

    def candidate(self) -> Candidate | None:
        contrast = self.contrast
        if self.p and contrast:
            contrast = replace(contrast, p_op=self.p.operator, p_value=self.p.value, p_sides=self.p.sides)
        elif self.p and self.numbers:
            contrast = Contrast(p_op=self.p.operator, p_value=self.p.value, p_sides=self.p.sides)
        if not self.has_numbers or (
            len(self.numbers) == 1 and self.contrast is None and not self._stands_by_endpoint()
        ):
            return None
        measure, key = (self.mention.measure, self.mention.key) if self.mention else ("", "")
        return Candidate(measure, key, self.time_point, self.numbers, contrast)

    def _stands_by_endpoint(self) -> bool:
        """A single number counts only near the endpoint it belongs to."""
        return self.mention is not None and abs(self.first - self.mention.end) <= _FAR


def _drafts(text: str, pieces: list[tuple[int, Piece]]) -> list[_Draft]:
    """Gather the pieces in reading order; a piece whose place is taken begins a new result."""
    drafts = [_Draft()]
    for place, piece in pieces:
        draft = drafts[-1]
        match piece:
            case Mention():
                drafts += _mention(text, draft, piece)
            case str():
                drafts += _time_point(draft, piece)
            case PValue():
                if draft.p is None and not (draft.has_numbers and _SENTENCE_END.search(text[draft.last : place])):
                    draft.p = piece
            case Contrast():
                if draft.contrast is not None:
                    drafts.append(draft := _Draft(mention=draft.again))
                draft.contrast, draft.last = piece, place
            case Group():
                if draft.numbers:
                    drafts.append(draft := _Draft(mention=draft.again))
                draft.numbers, draft.first, draft.last = piece.numbers, piece.start, piece.end
    return drafts


def _mention(text: str, draft: _Draft, piece: Mention) -> list[_Draft]:
    """Give the draft its endpoint, or begin the next result with it."""
    held = draft.mention
    if not draft.has_numbers:
        apart = held is not None and _BOUNDARY.search(text[held.end : piece.start])
        if held is None or apart or not _ASIDE.search(text[max(0, piece.start - 30) : piece.start]):
            draft.mention = piece
        return []
    gap = _IN_PARENTHESES.sub("", text[draft.last : piece.start])
    if held and held.measure == piece.measure and not _SENTENCE_END.search(gap):
        draft.again = piece
        return []
    if _BOUNDARY.search(gap):
        return [_Draft(mention=piece)]
    if held is None:
        draft.mention = piece
        return []
    if _ASIDE.search(text[max(0, piece.start - 30) : piece.start]):
        return []
    return [_Draft(mention=piece)]


def _time_point(draft: _Draft, piece: str) -> list[_Draft]:
    if not draft.time_point:
        draft.time_point = piece
        return []
    if draft.numbers and draft.time_point != piece:
        return [_Draft(mention=draft.mention, time_point=piece)]
    return []


def _notes(text: str, changes: Sequence[str], candidates: Sequence[Candidate]) -> list[str]:
    """What an editor should look at: changes in percent, and intervals that are none of confidence."""
    ratio = next((one.comparison for one in candidates if one.comparison and one.comparison.measure in RATIOS), None)
    notes = [
        f"“{words}” is read as {ratio.measure.replace('_', ' ')} {ratio.value} put in percent."
        if ratio
        else f"“{words}” is a change in percent and no result; write the ratio and its interval beside it."
        for words in changes
    ]
    if CREDIBLE_INTERVAL.search(text):
        notes.append("A credible interval is not stored as a confidence interval; it is left out.")
    return notes
