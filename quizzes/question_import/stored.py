"""A stored question in the form in which files say it."""

from django.db.models import Prefetch, QuerySet

from articles.bundle.shape import RichText, Text
from articles.markup import to_markup
from articles.richtext import Profile

from ..models import Question, QuizQuestion
from .reading import GivenOption, GivenPlace, GivenQuestion

_STEM = Text(1_000_000, has_lines=True)
_OPTION = Text(1_000_000)
_FEEDBACK = RichText(Profile.LINE)
_RATIONALE = RichText(Profile.PARAGRAPHS)


def with_places(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The questions with everything that `as_given` reads: four queries, however many."""
    lines = QuizQuestion.objects.select_related("quiz__article", "objective").order_by("quiz__article__slug")
    return questions.prefetch_related("options", Prefetch("lines", queryset=lines))


def as_given(question: Question, row: int = 0) -> GivenQuestion:
    """The question as a file with all columns says it; reading that file gives an equal one."""
    return GivenQuestion(
        row=row,
        external_id=question.external_id,
        stem=_STEM.read(question.stem),
        options=tuple(
            GivenOption(_OPTION.read(option.text), _markup(option.feedback, _FEEDBACK), option.is_key)
            for option in question.options.all()
        ),
        details={
            "rationale": _markup(question.rationale, _RATIONALE),
            "bloom": question.bloom,
            "moore": question.moore,
            "refs": question.refs,
            "fixed_order": question.fixed_order,
        },
        places=tuple(
            GivenPlace(line.quiz.article.slug, line.objective.key if line.objective else "", line.evidence)
            for line in question.lines.all()
        ),
    )


def _markup(html: str, shape: RichText) -> str:
    return shape.read(to_markup(html, shape.profile)) if html else ""
