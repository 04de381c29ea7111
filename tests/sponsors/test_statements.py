import pytest

from sponsors.statements import Support, SupportWords, Wording, names_text, statement_kind, support_words

ANSWERABLE = "P chose the subject, developed the content with its expert contributors and answers for it."


def words(*support, **wording) -> SupportWords:
    return support_words(support, Wording(**{"hub": "H", "publisher": "P"} | wording))


@pytest.mark.parametrize(("names", "text"), [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")])
def test_names_text(names, text):
    assert names_text(names) == text


def test_support_words_for_one_funder():
    assert words(Support("A"), Support("A"), is_complete=True) == SupportWords(
        "statement_one",
        "Independently supported by A.",
        f"This resource is supported by independent funding from A. {ANSWERABLE}",
        "The funder had no influence on the content.",
    )


def test_support_words_for_several_funders_use_the_plural():
    assert words(Support("A"), Support("B"), is_complete=True) == SupportWords(
        "statement_many",
        "Independently supported by A and B.",
        f"This resource is supported by independent funding from A and B. {ANSWERABLE}",
        "The funders had no influence on the content.",
    )


def test_support_in_kind_says_what_was_given():
    assert words(Support("A", "a venue", False)) == SupportWords(
        "statement_in_kind",
        "Independently supported in kind by A.",
        f"This resource is supported in kind by A: a venue. {ANSWERABLE}",
        "",
    )


def test_several_supports_in_kind_are_told_apart():
    both = words(Support("A", "a venue", False), Support("B", "analyses", False))

    assert both.statement.startswith("This resource is supported in kind by A and B: a venue (A) and analyses (B).")


def test_support_in_kind_beside_money_is_added():
    mixed = words(Support("A"), Support("B", "a venue", False))

    assert mixed.statement.endswith(f"from A and B. {ANSWERABLE} In kind: a venue (B).")


def test_independence_is_not_claimed_while_the_record_is_incomplete():
    assert words(Support("A"), is_complete=False).independence == ""


def test_support_words_without_funders_say_so():
    assert words(is_complete=True) == SupportWords(
        "statement_none",
        "Made without external funding.",
        "This resource was made by P without external funding.",
        "",
    )


@pytest.mark.parametrize(
    ("support", "kind"),
    [
        ([], "statement_none"),
        ([Support("A")], "statement_one"),
        ([Support("A"), Support("B")], "statement_many"),
        ([Support("A", "a venue", False)], "statement_in_kind"),
    ],
)
def test_each_kind_of_statement_has_its_notice(support, kind):
    notices = {kind: f"{kind}: {{funders}} {{in_kind}} {{publisher}} {{hub}}", "independence": "{funders} kept out."}

    told = words(*support, notices=notices, is_complete=True)

    assert statement_kind(support) == kind
    names, given = names_text([one.funder for one in support]), "".join(one.in_kind for one in support)
    assert told.statement == f"{kind}: {names} {given} P H"
    assert told.independence == (f"{names} kept out." if support else "")


def test_own_wording_replaces_the_notice():
    assert words(Support("A"), notices={"statement_one": "x"}, own="Our words.").statement == "Our words."


def test_name_with_braces_is_printed_as_it_is():
    assert words(Support("{publisher}")).line == "Independently supported by {publisher}."
