"""The sample article grown to hold a block of every kind, wide, long and labelled ones: for tests of whole pages."""

from pathlib import Path

from articles.bundle.publishing import load_and_publish
from tests.articles.bundle import bundles

LONG_WORD = "immunochemotherapy-associated"
N_SHARED = 16
LANDSCAPE = [
    "phase", "setting", "design", "patients", "arms", "primary_endpoint", "primary_result", "follow_up", "registration", "approval",
]  # fmt: skip
TABLE = {
    "block": "table",
    "id": "t1",
    "caption": "Toxicity[^a] of grade 3 or worse, by regimen",
    "header": ["Event", *(f"Regimen {n} (n = {n}63)" for n in range(1, 7)), "Difference in percentage points (95% CI)"],
    "rows": [
        ["Neutropenia[^b]", *["54.4%"] * 6, "17.4 (8.1–26.7)"],
        ["Infection or infestation of any kind", *["44.9%"] * 6, "6.8 (−2.5 to 16.1)[@imroz]"],
        ["Pneumonia", *["20.2%"] * 6, ""],
    ],
    "footnotes": {"a": "Graded by CTCAE version 5.", "b": "Laboratory values; see [^a]."},
    "source_cites": ["imroz"],
}
FIGURE = {
    "block": "figure",
    "id": "f1",
    "file": "lines.png",
    "caption": "Lines.[@imroz]",
    "alt": "Slanted lines",
    "long_description": "They go down.",
    "rights": {"basis": "own"},
}
ITEMS = [
    "Plain.[@aquila p. 12]",
    {"text": f"{LONG_WORD} events.", "source_kind": "expert_opinion", "time_sensitive": True},
    *["A source that many places cite.[@imroz]"] * N_SHARED,
]


def every_block() -> dict:
    bundle = bundles.demo() | {"support": {"funders": []}}
    article = bundle["article"]
    article |= {
        "title": f"Every block: anti-CD38 antibodies, quadruplets and {LONG_WORD} complications",
        "video": {
            "provider": "YouTube",
            "url": "https://www.youtube.com/watch?v=abc",
            "duration": "12:30",
            "file": "talk.mp4",
            "poster": "lines.png",
            "poster_alt": "The expert at a desk",
            "captions": [{"lang": "en", "file": "en.vtt"}],
            "transcript": "talk.txt",
            "chapters": [{"at": "0:00", "title": "Introduction"}, {"at": "4:10", "title": f"On {LONG_WORD} events"}],
        },
    }
    article["body"] += [
        {"block": "heading", "level": 2, "text": "Every kind of block", "cites": ["imroz", "perseus"]},
        {"block": "heading", "level": 3, "text": "Third level"},
        {"block": "heading", "level": 4, "text": "Fourth level"},
        {
            "block": "paragraph",
            "text": "See [#t1] and [#f1].[@imroz; @cepheus] *So* **be** it: 10^-5^, H~2~O, PFS, PFS.",
        },
        {"block": "list", "ordered": True, "items": ITEMS},
        TABLE,
        {"block": "landscape", "trials": [trial["slug"] for trial in bundle["trials"]], "columns": LANDSCAPE},
        FIGURE,
        {"block": "quote", "text": "I would give it to anybody who can take it.", "person": "Sample Expert"},
        {"block": "video"},
    ]
    return bundle


def publish_every_block(folder: Path, **people):
    """The article, published; its files are laid out in `folder`. people: `reviewer` and `publisher`."""
    (folder / "lines.png").write_bytes(bundles.picture(size=(600, 400)))
    (folder / "talk.mp4").write_bytes(bundles.MP4)
    (folder / "en.vtt").write_text(bundles.CAPTIONS)
    (folder / "talk.txt").write_text("What is new?\n\nA great deal.")
    return load_and_publish(bundles.read(every_block()), folder=folder, **people).article
