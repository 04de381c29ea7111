"""Files that are refused in one line, and the problems of a file that can be read."""

import json

import pytest

from articles.bundle.reading import LARGEST_FILE, BundleError, check, read_bundle
from tests.articles.bundle import bundles


def nested(levels):
    """A file with so many objects and lists inside each other."""
    return b'{"_x": ' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is not JSON: Expecting value in line 1, column 1"),
        (b'{"a" 1}', "the file is not JSON: Expecting ':' delimiter in line 1, column 6"),
        (b'{"a": NaN}', "the file is not JSON: NaN is no JSON value"),
        (b'{"a": -Infinity}', "the file is not JSON: -Infinity is no JSON value"),
        (b'{"a": "\xff"}', "the file is not UTF-8: byte 8 cannot be read"),
        (b" " * (LARGEST_FILE + 1), "the file is larger than 5 MB"),
        (nested(21), "the file nests deeper than 20 levels"),
        (b"[" * 100_000, "the file nests deeper than 20 levels"),
        (rb'{"a": {"b\ud800\u0000": 1}}', 'the key "b" holds a character that cannot be used'),
        (b'{"_a": {"b": 1, "c": 2, "b": 3}}', 'the key "b" stands twice in one object'),
        (b"[]", "the file holds a list; a bundle is an object with the key article"),
        (b"5", "the file holds a number; a bundle is an object with the key article"),
    ],
)
def test_file_is_refused_in_one_line(content, message):
    with pytest.raises(BundleError) as caught:
        read_bundle(content)

    assert list(map(str, caught.value.problems)) == [message]


def test_file_of_twenty_levels_and_five_megabytes_can_be_read():
    assert read_bundle(nested(20))["_x"] is not None
    assert read_bundle(b"{}".ljust(LARGEST_FILE)) == {}


def test_byte_order_mark_is_no_content():
    assert read_bundle(b"\xef\xbb\xbf{}") == {}


def test_numbers_are_read_as_they_are_written():
    data = read_bundle(b'{"a": 4.00, "b": 446, "c": 1' + b"0" * 5_000 + b"}")

    assert (str(data["a"]), data["b"], len(str(data["c"]))) == ("4.00", 446, 5001)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["artikel"], {}, ['artikel: unknown key; did you mean "article"?']),
        (["format"], "hub-article/2", ['format: "hub-article/2" is not "hub-article/1"']),
        (["article"], None, ["article: is missing", 'quiz.questions[0].objective: unknown objective "LO1"', 'quiz.questions[0].evidence: unknown block "p-1"']),
        (["article", "title"], None, ["article.title: is missing"]),
        (["article", "body"], None, ["article.body: is missing", 'quiz.questions[0].evidence: unknown block "p-1"']),
        (["article", "kind"], "essay", ['article.kind: "essay" is not one of article, interview, review, explainer, landscape, congress, video']),
        (["article", "slug"], None, []),
        (["article"], {"title": "日本", "body": []}, ["article.slug: is missing, and title holds no letters from a to z to make one from", 'quiz.questions[0].objective: unknown objective "LO1"', 'quiz.questions[0].evidence: unknown block "p-1"']),
        (["article", "congress"], {"start": "2025-02-02", "end": "2025-02-01"}, ["article.congress.end: the congress ends on 2025-02-01, before it starts on 2025-02-02"]),
        (["article", "byline", 0, "disclosed_on"], None, []),
        (["article", "byline", 0], {"name": "W", "disclosures": [{"entity": "P"}]}, ["article.byline[0].disclosed_on: is missing: say on which day these interests were declared"]),
        (["article", "translation_of"], "small", ["article.translation_of: an article cannot be a translation of itself"]),
        (["article", "body", 1, "findings", 0], "Text.[@imrz]", ['article.body[1].findings[0]: unknown citation key "imrz"']),
        (["article", "body", 1, "findings", 0], {"text": "Text.[@imrz; @imrz; @two]", "kind": "outlook"}, ['article.body[1].findings[0].text: unknown citation key "imrz"']),
        (["article", "body", 1, "findings", 0], "Text.[@", ['article.body[1].findings[0]: "[@" has no closing "]". If the bracket is meant as text, write "\\[".']),
        (["article", "body", 1, "heading_cites"], ["two", "imrz"], ['article.body[1].heading_cites[1]: unknown citation key "imrz"']),
        (["article", "body", 1, "findings", 0], {"text": "F", "result": "r2"}, ['article.body[1].findings[0].result: unknown result "r2"']),
        (["article", "body", 1, "trial"], "beta", ['article.body[1].trial: unknown trial "beta"']),
        (["article", "topics"], ["Ä", "B", "ä"], ['article.topics[2]: the topic "ä" is used twice']),
        (["article", "lead"], "[@x]", ['article.lead: unknown citation key "x"']),
        (["article", "summary"], "[@x]", ['article.summary: unknown citation key "x"']),
        (["article", "key_learnings"], ["[@x]"], ['article.key_learnings[0]: unknown citation key "x"']),
        (["trials", 0, "results", 0, "ref"], "x", ['trials[0].results[0].ref: unknown citation key "x"']),
        (["trials", 0, "results", 0, "endpoint"], "os", ['trials[0].results[0].endpoint: unknown endpoint "os"']),
        (["trials", 0, "results", 0, "analysis"], "a2", ['trials[0].results[0].analysis: unknown analysis "a2"']),
        (["trials", 0, "results", 0, "part"], "p1", ['trials[0].results[0].part: unknown part "p1"']),
        (["trials", 0, "results", 0, "values", 1, "arm"], "x", ['trials[0].results[0].values[1].arm: unknown arm "x"']),
        (["trials", 0, "results", 0, "comparison", "reference_arm"], "x", ['trials[0].results[0].comparison.reference_arm: unknown arm "x"']),
        (["trials", 0, "results", 0, "comparison", "groups"], ["e", "x"], ['trials[0].results[0].comparison.groups[1]: unknown arm "x"']),
        (["trials", 0, "arms", 0, "part"], "p1", ['trials[0].arms[0].part: unknown part "p1"']),
        (["trials", 0, "analyses", 0, "median_follow_up"], [{"arm": "x", "value": 5}], ['trials[0].analyses[0].median_follow_up[0].arm: unknown arm "x"']),
        (["trials", 0, "analyses", 0, "ref"], "x", ['trials[0].analyses[0].ref: unknown citation key "x"']),
        (["trials", 0, "regulatory"], [{"agency": "FDA", "action": "approval", "ref": "x"}], ['trials[0].regulatory[0].ref: unknown citation key "x"']),
        (["trials", 0, "arms", 1, "key"], "e", ['trials[0].arms[1].key: the key "e" is used twice', 'trials[0].results[0].values[1].arm: unknown arm "c"']),
        (["trials", 0, "ids", 0, "value"], "nct 0000000", ["trials[0].ids[0].value: NCT0000000 has 7 digits; an NCT number has 8"]),
        (["trials", 0, "ids"], [{"registry": "NCT", "value": "# nct 0000 0001"}], []),
        (["trials", 0, "ids"], [{"registry": "DRKS", "value": "1"}, {"registry": "DRKS", "value": "# 1"}], ['trials[0].ids[1].value: the number "1" is used twice']),
        (["trials", 0, "results", 0, "comparison", "ci_pct"], None, ["trials[0].results[0].comparison.ci_pct: is missing: an interval states its level, which is not always 95"]),
        (["trials", 0, "results", 0, "comparison", "value"], "0.95", ["trials[0].results[0].comparison.value: HR 0.95 lies outside its interval: HR 0.95 (95% CI 0.40–0.90). With 0.59 instead of 0.95 as the estimate the numbers would fit."]),
        (["trials", 0, "results", 0, "values", 0, "value"], 101, ["trials[0].results[0].values[0].value: a percentage lies between 0 and 100; 101 does not"]),
        (["trials", 0, "n_enrolled"], "many", ['trials[0].n_enrolled: a whole number is expected here, not "many"']),
        (["references", 1, "id"], "one", ['references[1].id: the citation key "one" is used twice', 'article.body[1].findings[0]: unknown citation key "two"']),
        (["references", 1, "DOI"], "10.1000/ONE", ['references[1].DOI: is the DOI of "one" as well']),
        (["references", 1, "superseded_by"], "two", ["references[1].superseded_by: a reference cannot be superseded by itself"]),
        (["references", 1, "superseded_by"], "x", ['references[1].superseded_by: unknown citation key "x"']),
        (["quiz", "questions", 0, "objective"], "LO2", ['quiz.questions[0].objective: unknown objective "LO2"']),
        (["quiz", "questions", 0, "evidence"], "p-2", ['quiz.questions[0].evidence: unknown block "p-2"']),
        (["quiz", "questions", 0, "refs"], ["x"], ['quiz.questions[0].refs[0]: unknown citation key "x"']),
        (["quiz", "questions", 0, "rationale"], "[@x]", ['quiz.questions[0].rationale: unknown citation key "x"']),
        (["quiz", "questions", 0, "stem"], "Why?[@one]", ['quiz.questions[0].stem: citations such as "[@one]" cannot stand here']),
        (["quiz", "questions", 0, "options", 0, "feedback"], "[@x]", ['quiz.questions[0].options[0].feedback: unknown citation key "x"']),
        (["quiz", "questions", 0, "options", 1, "correct"], True, ["quiz.questions[0].options: 2 options are correct; a question has one key"]),
        (["survey"], ["clear", "clear"], ['survey[1]: the survey key "clear" is used twice']),
        (["survey"], [{"key": "own"}], ["survey[0].text: is missing"]),
        (["support", "funders", 0, "agreement", "tier"], 0, ["support.funders[0].agreement.tier: 0 is not between 1 and 9"]),
        (["support", "funders", 0, "agreement"], {"from": "2025-02-02", "to": "2025-01-01"}, ["support.funders[0].agreement.to: the agreement ends on 2025-01-01, before it starts on 2025-02-02"]),
    ],
)  # fmt: skip
def test_problem_has_its_path_and_sentence(path, value, expected):
    data = bundles.read(bundles.set_at(bundles.small(), path, value))

    assert list(map(str, check(data))) == expected


def test_all_problems_are_reported_at_once():
    bundle = bundles.small(extra=1)
    bundle["article"]["title"] = ""
    bundle["article"]["body"][0]["text"] = "Text.[@nobody]"
    bundle["trials"][0]["arms"][0]["n"] = -1
    bundle["references"][0]["DOI"] = "no doi"
    bundle["quiz"]["questions"][0]["options"].append({"text": "Third", "correct": True})

    assert [problem.path for problem in check(bundles.read(bundle))] == [
        "extra",
        "article.title",
        "trials[0].arms[0].n",
        "references[0].DOI",
        "quiz.questions[0].options",
        "article.body[0].text",
    ]


def test_people_in_both_places_say_one_thing():
    bundle = bundles.small()
    bundle["article"]["featured"] = [{"slug": "wanda", "name": "Wanda Writer", "role": "expert", "city": "Bern"}]

    assert check(bundles.read(bundle)) == []

    bundle["article"]["byline"][0]["city"] = "Basel"

    assert list(map(str, check(bundles.read(bundle)))) == [
        "article.featured[0].city: differs from what the byline says of the same person"
    ]


def test_nothing_to_declare_is_not_completed_by_another_mention():
    bundle = bundles.small()
    person = {"slug": "wanda", "name": "Wanda Writer", "disclosed_on": "2025-01-01", "disclosures": [{"entity": "P"}]}
    bundle["article"]["featured"] = [person]

    assert list(map(str, check(bundles.read(bundle)))) == [
        "article.featured[0].disclosures: differs from what the byline says of the same person"
    ]


@pytest.mark.parametrize("broken", ["x", 5, [], [5], {"a": 5}, [{}], [[[]]], True])
@pytest.mark.parametrize("key", ["article", "trials", "references", "quiz", "survey", "support"])
def test_no_type_in_any_place_breaks_the_reader(key, broken):
    check(bundles.read(bundles.small() | {key: broken}))
    if key != "survey":
        for name in bundles.small()[key][0] if isinstance(bundles.small()[key], list) else bundles.small()[key]:
            bundle = bundles.small()
            holder = bundle[key][0] if isinstance(bundle[key], list) else bundle[key]
            holder[name] = broken
            check(bundles.read(json.dumps(bundle)))
