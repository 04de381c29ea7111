"""Multiple-choice questions in Moodle's XML format. Pure.

Moodle documentation, Moodle XML format: `<quiz><question type="multichoice">` with name, questiontext, idnumber,
generalfeedback and answers, each with its fraction of the mark. Text is HTML. A document type is refused: entities of
its own could make a small file huge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from articles.markup import literal, to_markup
from articles.richtext import Profile, plain_text

from .given import MOST_OPTIONS, Draft, Problem


def recognises(text: str) -> bool:
    return text.lstrip().startswith("<")


def read(text: str) -> Iterator[Draft | Problem]:
    """A draft for each question with one right option; a problem for every other kind. Rows count questions."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        yield Problem(
            None, "", "The file declares a document type, which is not read. Delete the lines with <!DOCTYPE."
        )
        return
    try:
        # Text is decoded already, so what the file says of its encoding no longer holds.
        root = ElementTree.fromstring(re.sub(r"\A\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - as above
    except ElementTree.ParseError as error:
        line, column = error.position
        yield Problem(None, "", f"The XML cannot be read: it breaks in line {line}, column {column + 1}.")
        return
    except (ValueError, RecursionError):
        yield Problem(None, "", "The XML cannot be read. Export the questions again.")
        return
    questions = [one for one in root.iter("question") if one.get("type") != "category"]
    for number, question in enumerate(questions, start=1):
        yield _question(number, question)
    if not questions:
        yield Problem(None, "", "The file holds no element named question. Export the questions as Moodle XML.")


def _question(number: int, question: ElementTree.Element) -> Draft | Problem:
    kind = question.get("type", "")
    if kind not in ("multichoice", "truefalse"):
        message = f"Questions of the type {kind[:40] or 'without a name'} are not read; only multichoice and truefalse."
        return Problem(number, "", message)
    answers = question.findall("answer")
    if len(answers) > MOST_OPTIONS:
        return Problem(number, "", f"A question has at most {MOST_OPTIONS} options; this one has {len(answers)}.")
    fields = {"stem": _plain(question.find("questiontext"))}
    if identifier := (question.findtext("idnumber") or "").strip():
        fields["external_id"] = identifier
    if (general := question.find("generalfeedback")) is not None:
        fields["rationale"] = _rich(general)
    if (shuffled := question.findtext("shuffleanswers")) is not None:
        fields["fixed_order"] = "no" if shuffled.strip().lower() in ("1", "true") else "yes"
    keys = []
    for place, answer in enumerate(answers, start=1):
        share = _share(answer.get("fraction", "0"))
        if share is None or 0 < share < 100:
            return Problem(
                number, "", "An option counts in part. A question has one key, and every other option is wrong."
            )
        keys += [place] if share >= 100 else []
        fields[f"option_{place}"] = _plain(answer)
        fields[f"feedback_{place}"] = _rich(answer.find("feedback"))
    fields["key"] = " ".join(map(str, keys))
    return Draft(number, fields)


def _share(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\s*-?[0-9]{1,3}(?:\.[0-9]+)?\s*", text) else None


def _text(element: ElementTree.Element | None) -> tuple[str, bool]:
    """The text, and whether it is HTML."""
    if element is None:
        return "", False
    return (element.findtext("text") or element.text or "").strip(), element.get("format", "html") in ("html", "")


def _plain(element: ElementTree.Element | None) -> str:
    text, is_html = _text(element)
    return plain_text(text) if is_html else text


def _rich(element: ElementTree.Element | None) -> str:
    text, is_html = _text(element)
    return to_markup(text, Profile.PARAGRAPHS) if is_html else literal(text)
