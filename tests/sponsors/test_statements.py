import pytest

from sponsors.statements import SupportWords, names_text, support_words


@pytest.mark.parametrize(("names", "text"), [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")])
def test_names_text(names, text):
    assert names_text(names) == text


def test_support_words_for_one_funder():
    assert support_words(funders=["A"], publisher="P", is_complete=True) == SupportWords(
        "Independently supported by A.",
        "This resource is supported by independent funding from A. P chose the subject, developed the content with its "
        "expert contributors and answers for it.",
        "The funder had no influence on the content.",
    )


def test_support_words_for_several_funders_use_the_plural():
    words = support_words(funders=["A", "B"], publisher="P", is_complete=True)

    assert words.independence == "The funders had no influence on the content."


def test_independence_is_not_claimed_while_the_record_is_incomplete():
    assert support_words(funders=["A"], publisher="P", is_complete=False).independence == ""


def test_support_words_without_funders_say_so():
    words = support_words(funders=[], publisher="P", is_complete=True)

    assert words == SupportWords(
        "Made without external funding.", "This resource was made by P without external funding.", ""
    )


def test_own_wording_and_template_replace_the_statement():
    by_template = support_words(funders=["A"], publisher="P", template="Paid by {funders} to {publisher}.")
    own = support_words(funders=["A"], publisher="P", template="x", own_wording="Our words.")

    assert (by_template.statement, own.statement) == ("Paid by A to P.", "Our words.")
