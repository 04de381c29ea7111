"""BibTeX: its syntax, its names, and the LaTeX in its titles."""

import pytest

from articles.reference_import import read_references
from articles.reference_import.latex import decode

WHOLE = r"""@string{nejm = "N. Engl. J. Med."}
@comment{not a record}
@article{imroz,
  author  = {Facon, Thierry and van de Donk, Niels W. C. J. and M{\"u}ller, Jr, J{\'o}se and {IMROZ Study Group} and others},
  title   = {{I}satuximab at 10$^{-5}$ for CD38\textsuperscript{+} cells \textit{in vivo} --- 5\% \& more},
  journal = nejm,
  year    = 2024,
  month   = oct,
  volume  = "391",
  number  = {17},
  pages   = {1597--1609},
  doi     = {10.1002/(SICI)1097-0142(1996)77:1\_2},
  pmid    = {38832972}
}
"""


def items_of(fields: str, kind: str = "article") -> list:
    return read_references(f"@{kind}{{key, title = {{A title}},\n{fields}}}").items


def test_every_variable_of_an_entry():
    reading = read_references(WHOLE)

    assert (reading.format, reading.problems) == ("BibTeX", ())
    assert reading.items == [
        {
            "type": "article-journal",
            "title": "Isatuximab at 10<sup>−5</sup> for CD38<sup>+</sup> cells <i>in vivo</i> — 5% & more",
            "author": [
                {"family": "Facon", "given": "Thierry"},
                {"family": "van de Donk", "given": "Niels W. C. J."},
                {"family": "Müller", "given": "Jóse", "suffix": "Jr"},
                {"literal": "IMROZ Study Group"},
                {"literal": "et al"},
            ],
            "container-title-short": "N. Engl. J. Med.",
            "issued": {"date-parts": [[2024, 10]]},
            "volume": "391",
            "issue": "17",
            "page": "1597-1609",
            "DOI": "10.1002/(SICI)1097-0142(1996)77:1_2",
            "PMID": "38832972",
        }
    ]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M\"uller, M{\"u}ller, M\"{u}ller", "Müller, Müller, Müller"),
        (r"Erd{\H o}s and {\O}stergaard and Fa{\ss}", "Erdős and Østergaard and Faß"),
        (r"Garc{\'\i}a, \v{S}koda, \c{C}elik, {\AA}s, {\L}ukasz", "García, Škoda, Çelik, Ås, Łukasz"),
        (r"$\alpha$-synuclein, $\geq$ 3, $p<0.05$, $5 \times 10^6$", "α-synuclein, ≥ 3, p&lt;0.05, 5 × 10<sup>6</sup>"),
        (r"H$_2$O and x$_{i,j}^2$", "H<sub>2</sub>O and x<sub>i,j</sub><sup>2</sup>"),
        (r"37\,$^\circ$C", "37 °C"),
        (r"\emph{BRAF} \textbf{V600E} \textsubscript{max}", "<i>BRAF</i> V600E <sub>max</sub>"),
        (r"\textit{a \textsuperscript{2}}", "<i>a <sup>2</sup></i>"),
        (r"``quoted'' -- 5--10", "“quoted” – 5–10"),
        (r"100\% of \$5 \_ \# \{x\}", "100% of $5 _ # {x}"),
        (r"\href{https://example.org}{a link}", "a link"),
        ("{{{Deep}}}", "Deep"),
        ("{" * 100 + "kept" + "}" * 100, "kept"),
        ("{open", "open"),
        ("a\\", "a"),
        ("$x^", "x<sup></sup>"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert decode(latex) == (text, [])


def test_unknown_command_keeps_what_it_was_about_and_is_told():
    reading = read_references("@article{a,\n title = {The \\mycommand{drug} trial}}")

    assert reading.items == [{"type": "article-journal", "title": "The drug trial"}]
    assert list(map(str, reading.problems)) == [
        "Line 2, title: The LaTeX command \\mycommand is not known; what it was about stays as plain text."
    ]


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("Thierry Facon", [{"family": "Facon", "given": "Thierry"}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        ("Facon, T. and Leleu, X.", [{"family": "Facon", "given": "T."}, {"family": "Leleu", "given": "X."}]),
        ("{Barnes and Noble, Inc.}", [{"literal": "Barnes and Noble, Inc."}]),
        ("{\\'A}lvarez, A", [{"family": "Álvarez", "given": "A"}]),
        ("{\\'A}. {\\'E}", [{"family": "É", "given": "Á."}]),
        ("WHO", [{"literal": "WHO"}]),
    ],
)
def test_names(names, authors):
    assert items_of(f"author = {{{names}}}")[0]["author"] == authors


@pytest.mark.parametrize(
    ("kind", "fields", "variables"),
    [
        ("inproceedings", "booktitle={ASH}", {"type": "paper-conference", "container-title": "ASH"}),
        ("incollection", "booktitle={B}, edition=2", {"type": "chapter", "container-title": "B", "edition": "2"}),
        ("techreport", "institution={WHO}, number=7", {"type": "report", "publisher": "WHO", "number": "7"}),
        ("phdthesis", "school={X}", {"type": "thesis", "publisher": "X"}),
        ("online", "url={https://e.org/a\\_b}, urldate={2025-05-01}",
         {"type": "webpage", "URL": "https://e.org/a_b", "accessed": {"date-parts": [[2025, 5, 1]]}}),
        ("misc", "howpublished={\\url{https://e.org/x}}", {"type": "webpage", "URL": "https://e.org/x"}),
        ("misc", "eprint={2401.1}, archiveprefix={arXiv}", {"type": "article", "container-title": "arXiv"}),
        ("article", "eprint={123}, eprinttype={pubmed}", {"type": "article-journal", "PMID": "123"}),
        ("article", "date={2024-09-20}, journaltitle={Blood}, shortjournal={Bl}",
         {"type": "article-journal", "issued": {"date-parts": [[2024, 9, 20]]}, "container-title": "Blood",
          "container-title-short": "Bl"}),
    ],
)  # fmt: skip
def test_kinds_and_fields(kind, fields, variables):
    assert items_of(fields, kind) == [{"title": "A title"} | variables]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("@article{b,\n title={no end,\n year=2024}\n",
         "Line 4: The entry does not end with “}”. The entry @article of line 2 was left out."),
        ("@article{b,\n title={no end,\n year=2024\n",
         "Line 3: The value of “title” does not end. The entry @article of line 2 was left out."),
        ("@article{b title = {x}}\n",
         "Line 2: A key and a comma are expected after the opening brace. The entry @article of line 2 was left out."),
        ("@article{b,\n title {x}}\n",
         "Line 3: After “title” an equals sign is expected. The entry @article of line 2 was left out."),
        ("@article{b,\n title = }\n", "Line 3: The field “title” has no value. The entry @article of line 2 was left out."),
        ("@article{b,\n title = {x},\n\n = }\n",
         "Line 5: A field such as “title = {…}”, or the closing brace, is expected here. "
         "The entry @article of line 2 was left out."),
        ("@article{b,\n author = {Facon, T}}\n", "Line 2, title: This record has no title and was left out."),
    ],
)  # fmt: skip
def test_broken_entry_costs_no_other(broken, sentence):
    reading = read_references(f"@article{{a, title={{First}}}}\n{broken}@article{{c, title={{Last}}}}\n")

    assert [item["title"] for item in reading.items] == ["First", "Last"]
    assert list(map(str, reading.problems)) == [sentence]


@pytest.mark.parametrize(
    ("outside", "remark"),
    [
        (
            "Facon T. Isatuximab. Lancet. 2024.",
            "Line 2: Left out, since outside an entry: “Facon T. Isatuximab. Lancet. 2024.”",
        ),
        ("TY  - JOUR\n\nTI  - A\n", "Line 2: Left out, since outside an entry: “TY  - JOUR” and 1 more line"),
        ("\none\ntwo\nthree", "Line 3: Left out, since outside an entry: “one” and 2 more lines"),
        ("% exported by a program\n,\n}", None),
    ],
)
@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_words_outside_entries_are_told(outside, remark, place):
    first, last = "@article{a, title={First}}", "@article{b, title={Last}}"
    parts = {"before": ["", outside, first, last], "after": [first, outside], "between": [first, outside, last]}[place]

    reading = read_references("\n".join(parts))

    assert [item["title"] for item in reading.items] == ["First", "Last"][: 1 if place == "after" else 2]
    assert list(map(str, reading.problems)) == ([f"{remark}. Import one format at a time."] if remark else [])


def test_macros_join_and_an_unknown_one_is_told():
    reading = read_references('@string(b = {Blood})\n@article(a, title={T}, journal = b # " " # adv,\n)')

    assert reading.items == [{"type": "article-journal", "title": "T", "container-title": "Blood adv"}]
    assert list(map(str, reading.problems)) == [
        "Line 2, journal: The abbreviation “adv” is not defined by an @string; it was kept as it stands."
    ]


def test_escaped_braces_are_text():
    assert items_of(r"publisher = {a \} b \{ c}")[0]["publisher"] == "a } b { c"


def test_script_in_a_title_is_told_and_the_rest_kept():
    reading = read_references("@article{a,\n title = {<script>alert(1)</script> A $<$ B}}")

    assert reading.items == [{"type": "article-journal", "title": "alert(1) A < B"}]
    assert list(map(str, reading.problems)) == [
        "Line 2, title: <script> was taken out; a title may hold <i>, <sup> and <sub>."
    ]
