"""The outcomes of one article for everybody: no key, no option, for readers may not have answered yet."""

from django.utils.translation import gettext as _

from quizzes import sentences

from .blocks import Block, Document, Facts, Heading, Points, Section, Words
from .framing import independence, limits_of
from .learning import moves, numbered, overall
from .opinions import opinions
from .rows import SMALLEST_GROUP, Outcomes
from .wording import change_text, fewer, last_day, number


def public_document(report: Outcomes, digest: str) -> Document:
    """The page of an article, in the active language. Below SMALLEST_GROUP learners it says so and nothing else."""
    title = _("What readers of this article learned")
    subtitle = _("Answers before and after reading, until %(day)s") % {"day": last_day(report)}
    if not report.counted or not report.questions:
        text = _("Too few answers yet: numbers appear once %(k)s learners have answered both times.")
        return Document(title, subtitle, digest, (Words(text % {"k": SMALLEST_GROUP}, "headline"),))
    learning = overall(report)
    sections = [
        Section("learning", _("Before and after reading"), learning.blocks[1:]),
        *(_question(place, question) for place, question in numbered(report)),
        opinions(report),
        Section(
            "limits",
            _("What these numbers can and cannot say"),
            (Points(limits_of(report)), Words(_facts(report), "note"), *_provenance(report, digest)),
        ),
    ]
    cover: list[Block] = [Words(learning.blocks[0].text, "headline")]
    if report.has_simulated:
        cover.append(
            Points(
                (_("These numbers hold answers of simulated learners and mean nothing."),),
                is_boxed=True,
                title=_("Not real"),
            )
        )
    return Document(title, subtitle, digest, tuple(cover), tuple(filter(None, sections)))


def _question(place: int, question) -> Section:
    blocks = (
        Words(question.stem, "lead"),
        Words(sentences.change_sentence(question.report.change)),
        *moves(place, question)[1:],
    )
    return Section(f"question-{place}", _("Question %(number)s") % {"number": place}, blocks)


def _facts(report: Outcomes) -> str:
    return _(
        "%(learners)s learners came to the text, %(matched)s of them answered both times. The change over all questions is %(change)s "
        "percentage points. Counts below %(k)s are not shown where they would tell of a group."
    ) % {
        "learners": fewer(report.learners),
        "matched": number(report.sums.learners),
        "change": change_text(report.change),
        "k": SMALLEST_GROUP,
    }


def _provenance(report: Outcomes, digest: str) -> tuple[Block, ...]:
    facts = ((_("Answers until"), last_day(report)), (_("SHA-256 of the content"), digest))
    return Heading(_("Where this comes from")), Words(independence(report)), Facts(facts)
