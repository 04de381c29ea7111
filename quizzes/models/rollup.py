"""Sums of answers by day and by month, and the queue of changes that are not yet in them. All of it is derived."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .clusters import ClusterSums
from .question import Question
from .quiz import Quiz

ABSENT = " "
"""Stands for the slot of a phase in which a learner has no answer that counts. No slot of an option is blank."""

DONT_KNOW = ""
"""Stands for the slot of "I do not know"."""


class Contribution(models.Model):
    """How the answers of learners to one series of a question count, or without a question their attempts at the quiz.

    timing: as `counts.Timing` numbers it. weight: learners who count so from now on; negative where they counted so until now. day: of the answers after
    reading, else of those before, in the hub's zone. language: of the page on which they answered first. *_right: None
    without an answer in that phase that counts; in the row of a quiz 0 stands for an attempt. n_pairs: matched pairs of
    the quiz, of which n_retained, n_unlearned and n_learned lie in these cells; in the row of a question all 0. Rows
    are deleted once they are folded.
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    series = models.PositiveIntegerField(null=True)
    day = models.DateField()
    specialty = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=12, blank=True)
    before_slot = models.CharField(max_length=20, default=ABSENT)
    before_right = models.SmallIntegerField(null=True)
    before_flagged = models.SmallIntegerField(default=0)
    after_slot = models.CharField(max_length=20, default=ABSENT)
    after_right = models.SmallIntegerField(null=True)
    after_flagged = models.SmallIntegerField(default=0)
    later_right = models.SmallIntegerField(null=True)
    later_flagged = models.SmallIntegerField(default=0)
    timing = models.SmallIntegerField()
    n_pairs = models.IntegerField(default=0)
    n_retained = models.IntegerField(default=0)
    n_unlearned = models.IntegerField(default=0)
    n_learned = models.IntegerField(default=0)
    is_simulated = models.SmallIntegerField(default=0)
    weight = models.IntegerField()

    class Meta:
        verbose_name = _("contribution to sums")
        verbose_name_plural = _("contributions to sums")
        constraints = [
            models.CheckConstraint(condition=~Q(weight=0), name="contribution_counts_somebody"),
            models.CheckConstraint(
                condition=Q(question=None, series=None) | Q(question__isnull=False, series__isnull=False),
                name="contribution_of_series_or_quiz",
            ),
        ]
        indexes = [models.Index(fields=["quiz", "question"], name="contribution_by_quiz")]

    def __str__(self) -> str:
        return f"{self.weight:+d} {self.quiz_id} {self.question_id or ''} {self.day}"


class QuestionSums(models.Model):
    """Learners of one series of a question by how they answered. A matched pair counts in one of four cells."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    series = models.PositiveIntegerField()
    n_before = models.IntegerField(default=0)
    right_before = models.IntegerField(default=0)
    n_after = models.IntegerField(default=0)
    right_after = models.IntegerField(default=0)
    retained = models.IntegerField(default=0)
    unlearned = models.IntegerField(default=0)
    learned = models.IntegerField(default=0)
    never = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    reversed = models.IntegerField(default=0)
    flagged_before = models.IntegerField(default=0)
    flagged_after = models.IntegerField(default=0)
    n_later = models.IntegerField(default=0)
    right_later = models.IntegerField(default=0)
    later_retained = models.IntegerField(default=0)
    later_unlearned = models.IntegerField(default=0)
    later_learned = models.IntegerField(default=0)
    later_never = models.IntegerField(default=0)
    n_simulated = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.quiz_id} {self.question_id} {self.series}"


class QuestionDay(QuestionSums):
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "question", "series", "day"], name="question_day_once")]


class QuestionMonth(QuestionSums):
    """month: its first day."""

    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question", "series", "month"], name="question_month_once")
        ]


class QuestionMonthSpecialty(QuestionSums):
    """specialty: "" for learners who told none."""

    month = models.DateField()
    specialty = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question", "series", "month", "specialty"], name="question_month_specialty_once"
            )
        ]


class QuestionMonthCountry(QuestionSums):
    month = models.DateField()
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question", "series", "month", "country"], name="question_month_country_once"
            )
        ]


class QuestionMonthLanguage(QuestionSums):
    month = models.DateField()
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question", "series", "month", "language"], name="question_month_language_once"
            )
        ]


class OptionMoves(models.Model):
    """Learners of one series by the options they chose before and after, of all days; slots as in `Contribution`."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    series = models.PositiveIntegerField()
    before_slot = models.CharField(max_length=20)
    after_slot = models.CharField(max_length=20)
    timing = models.SmallIntegerField()
    learners = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "question", "series", "before_slot", "after_slot", "timing"], name="option_moves_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} {self.question_id} {self.series} {self.before_slot} {self.after_slot}"


class QuizSums(ClusterSums):
    """Learners of a quiz by the attempts they made."""

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    n_later = models.IntegerField(default=0)
    matched = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    reversed = models.IntegerField(default=0)
    all_three = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.quiz_id)


class QuizDay(QuizSums):
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "day"], name="quiz_day_once")]


class QuizMonth(QuizSums):
    month = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "month"], name="quiz_month_once")]


class QuizMonthSpecialty(QuizSums):
    month = models.DateField()
    specialty = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "month", "specialty"], name="quiz_month_specialty_once")]


class QuizMonthCountry(QuizSums):
    month = models.DateField()
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "month", "country"], name="quiz_month_country_once")]


class QuizMonthLanguage(QuizSums):
    month = models.DateField()
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "month", "language"], name="quiz_month_language_once")]
