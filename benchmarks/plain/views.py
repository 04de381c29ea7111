"""A quiz as a Django tutorial would write it: ModelChoiceFields, a learner in the session, rows saved one by one."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from hub.models import Learner
from quizzes.models import PinnedQuestion, Quiz

from .models import Answer, Attempt


class QuizForm(forms.Form):
    """A field for each question."""

    def __init__(self, pins, data=None):
        super().__init__(data)
        self.pins = pins
        for number, pin in enumerate(pins, start=1):
            self.fields[f"q{number}"] = forms.ModelChoiceField(
                pin.question_version.options.all(), label=pin.question_version.stem, widget=forms.RadioSelect
            )

    def save(self, learner: Learner, quiz: Quiz) -> Attempt:
        """The attempt with its answers, in one transaction."""
        with transaction.atomic():
            attempt = Attempt.objects.create(
                learner=learner,
                quiz=quiz,
                phase="pre",
                article_version_id=self.pins[0].article_version_id,
                submitted_at=timezone.now(),
                language="en",
            )
            for number, pin in enumerate(self.pins, start=1):
                option = self.cleaned_data[f"q{number}"]
                Answer.objects.create(
                    attempt=attempt, question_version=pin.question_version, option=option, was_correct=option.is_key
                )
        return attempt


def take(request, slug: str) -> HttpResponse:
    """The questions; a POST saves the answers and remembers in the session what was saved."""
    quiz = get_object_or_404(Quiz, article__slug=slug)
    pins = list(PinnedQuestion.objects.filter(quiz=quiz).select_related("question_version"))
    form = QuizForm(pins, request.POST or None)
    if request.method == "POST" and form.is_valid():
        learner, _created = Learner.objects.get_or_create(pk=request.session["learner"])
        attempt = form.save(learner, quiz)
        request.session["attempt"] = str(attempt.pk)
        return redirect("take", slug)
    return render(request, "quizzes/take.html", {"form": form})
