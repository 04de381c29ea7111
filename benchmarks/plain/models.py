"""Answers as a Django tutorial would keep them, with the index that Django gives every foreign key.

Learners, quizzes and questions are the product's own rows, so that both sides answer the same questions.
"""

import uuid

from django.db import models

from articles.models import ArticleVersion
from hub.models import Learner
from quizzes.models import Phase, QuestionVersion, Quiz, VersionOption


class Attempt(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="+")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="+")
    phase = models.CharField(max_length=10, choices=Phase)
    article_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    language = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "quiz", "phase"], name="plain_attempt_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="answers")
    question_version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    option = models.ForeignKey(VersionOption, models.PROTECT, related_name="+")
    was_correct = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question_version"], name="plain_answer_once")]

    def __str__(self) -> str:
        return str(self.pk)
