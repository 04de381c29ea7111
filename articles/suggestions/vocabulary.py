"""Endpoints by the words that sentences use for them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Concept:
    """An endpoint as the field names it. kind: "time" for time to an event, "share" for a proportion, "harm"."""

    measure: str
    kind: str
    words: str

    @property
    def better(self) -> str:
        return "lower" if self.kind == "harm" else "higher"


_MRD = r"(?:MRD|(?:minimal|measurable) residual disease)"
_MRD_NEGATIVE = rf"(?:{_MRD}(?:\s\(MRD\))?[\s-]negativ\w{{1,5}}|negative {_MRD})"
_CR = r"(?:complete (?:response|remission)|CR)"

# Of two that match at the same place, the first counts: special before general.
CONCEPTS = (
    Concept("PFS2", "time", r"PFS-?2\b|second progression"),
    Concept(
        "PFS",
        "time",
        r"progression[\s-]free|PFS|(?:disease )?progression(?: to [a-z ]{1,40}?)? or death|(?:free of|without|had no) (?:disease )?progression",
    ),
    Concept("OS", "time", r"overall survival|OS|death from any cause|(?-i:were alive)\b(?! without)"),
    Concept("invasive disease-free survival", "time", r"invasive[\s-]disease[\s-]free survival|iDFS"),
    Concept("DFS", "time", r"disease[\s-]free survival|DFS"),
    Concept("EFS", "time", r"event[\s-]free survival|EFS"),
    Concept("RFS", "time", r"(?:relapse|recurrence)[\s-]free survival|RFS"),
    Concept("duration of response", "time", r"duration of response|response duration|DOR"),
    Concept("time to next treatment", "time", r"time to (?:next|subsequent) (?:treatment|therapy)|TTNT"),
    Concept("TTP", "time", r"time to (?:disease )?progression|TTP"),
    Concept(
        "sustained MRD negativity", "share",
        rf"sustained {_MRD_NEGATIVE}|{_MRD_NEGATIVE} (?:lasting|sustained|maintained|persisting)",
    ),
    Concept("MRD-negative CR", "share", rf"{_MRD_NEGATIVE} {_CR}|{_CR} (?:with|and) {_MRD_NEGATIVE}"),
    Concept("MRD negativity", "share", _MRD_NEGATIVE),
    Concept("≥VGPR", "share", r"(?:very good partial response|VGPR) or better|(?:≥|>=)\s?VGPR"),
    Concept("≥CR", "share", rf"{_CR}(?: \(CR\))? or better|(?:≥|>=)\s?CR"),
    Concept("sCR", "share", r"stringent complete response|sCR"),
    Concept("pCR", "share", r"patholog\w{2,4} complete response|pCR"),
    Concept("CR", "share", _CR),
    Concept("VGPR", "share", r"very good partial response|VGPR"),
    Concept("ORR", "share", r"(?:overall|objective) response|ORR|(?:overall )?response rates?"),
    Concept("disease control", "share", r"disease control(?: rate)?|DCR"),
    Concept("MACE", "harm", r"MACE|major adverse cardiovascular events?"),
    Concept("cardiovascular death or hospitalization for heart failure", "harm",
            r"(?:cardiovascular death|death from cardiovascular causes) or (?:hospitali[sz]ation|worsening)[a-z ]{0,20} heart failure"),
    Concept("cardiovascular death", "harm", r"cardiovascular death|death from cardiovascular causes"),
    Concept("hospitalization for heart failure", "harm", r"hospitali[sz]ations? for heart failure"),
    Concept("myocardial infarction", "harm", r"myocardial infarction"),
    Concept("stroke", "harm", r"strokes?"),
    Concept("relapse", "harm", r"(?:annuali[sz]ed )?relapse rates?"),
    Concept("exacerbations", "harm", r"exacerbations?"),
    Concept("severe infection", "harm", r"(?:serious|severe) infections?"),
    Concept("infection", "harm", r"infections?"),
    Concept("neutropenia", "harm", r"neutropenia"),
    Concept("thrombocytopenia", "harm", r"thrombocytopenia"),
    Concept("anemia", "harm", r"an(?:a)?emia"),
    Concept("pneumonia", "harm", r"pneumonia"),
    Concept("diarrhea", "harm", r"diarrho?ea"),
    Concept("peripheral neuropathy", "harm", r"(?:peripheral )?(?:sensory )?neuropathy"),
    Concept("infusion-related reactions", "harm", r"infusion(?:-related)? reactions?"),
    Concept("serious adverse events", "harm", r"serious (?:treatment-emergent )?adverse events?"),
    Concept("discontinuation for adverse events", "harm",
            r"(?:discontinu\w{1,6}|stopped)[a-z ]{0,30} (?:due to|because of|for|owing to) (?:an )?adverse events?"),
    Concept("adverse events", "harm", r"(?:treatment-emergent )?adverse events?"),
)  # fmt: skip

_NAMED = {f"c{number}": concept for number, concept in enumerate(CONCEPTS)}
_MENTION = re.compile(
    rf"(?<![\w-])(?:{'|'.join(f'(?P<{name}>{concept.words})' for name, concept in _NAMED.items())})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mention:
    """An endpoint that a sentence names: where, and which; `key` of the stored endpoint or ""."""

    start: int
    end: int
    measure: str
    key: str = ""


def concept_of(measure: str) -> Concept | None:
    """The concept that a stored measure or a label stands for, by its first words that the vocabulary knows."""
    match = _MENTION.search(measure)
    return _NAMED[match.lastgroup or ""] if match else None


def mentions(text: str) -> list[Mention]:
    """Every endpoint the text names, in reading order."""
    return [
        Mention(match.start(), match.end(), _NAMED[match.lastgroup or ""].measure) for match in _MENTION.finditer(text)
    ]
