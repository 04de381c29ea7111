"""The list of questions as a bank: what it is searched and filtered by, its columns, and what is done with a choice."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Topic
from hub.admin.base import pk_in
from hub.models import Hub
from hub.roles import reads_question_statistics

from ..bank import Placed, copy_questions, place_in_quiz
from ..models import Answer, Phase, Question, Quiz
from ..question_reports import right_answers

MOST_AT_ONCE = 200
LONGEST_LISTED = 200
"""Characters of a stem in the list."""


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("now", _("In use")), ("asked", _("In a quiz")), ("never", _("In no quiz")), ("retired", _("Retired"))]

    def queryset(self, request, queryset):
        match self.value():
            case "now":
                return queryset.in_use()
            case "asked":
                return queryset.in_use().filter(lines__isnull=False).distinct()
            case "never":
                return queryset.in_use().filter(lines=None)
            case "retired":
                return queryset.filter(retired_at__isnull=False)
        return queryset


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("answered")
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        return queryset.filter(answered=self.value() == "yes") if self.value() in ("yes", "no") else queryset


class RemarksFilter(admin.SimpleListFilter):
    """By remarks on the writing of the question itself, without an article that teaches its answer."""

    title = gettext_lazy("remarks on its writing")
    parameter_name = "remarks"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("None"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.exclude(remarks="")
            case "no":
                return queryset.filter(remarks="")
        return queryset


class _ByArticle(admin.SimpleListFilter):
    """Questions of quizzes whose article has the chosen row."""

    def rows(self):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in self.rows()]

    def queryset(self, request, queryset):
        pk = pk_in(self.value() or "")
        return queryset if pk is None else queryset.filter(**{self.path: pk}).distinct()


class HubFilter(_ByArticle):
    title = gettext_lazy("hub")
    parameter_name = "hub"
    path = "quizzes__article__hub"

    def rows(self):
        return Hub.objects.values_list("pk", "short_name").order_by("short_name")


class TopicFilter(_ByArticle):
    title = gettext_lazy("topic")
    parameter_name = "topic"
    path = "quizzes__article__topics"

    def rows(self):
        return Topic.objects.filter(articles__quiz__isnull=False).distinct().values_list("pk", "name").order_by("name")


class BankList(ChangeList):
    """The list, each question of the page shown with its right answers."""

    def get_results(self, request):
        super().get_results(request)
        shares = right_answers(self.result_list) if reads_question_statistics(request.user) else {}
        for question in self.result_list:
            question.shares = shares.get(question.pk, {})


class PlaceForm(forms.Form):
    quiz = forms.ModelChoiceField(
        Quiz.objects.select_related("article").order_by("article__title"),
        label=gettext_lazy("Quiz"),
        empty_label=gettext_lazy("Choose the quiz by its article"),
        error_messages={
            "required": gettext_lazy("Choose the quiz."),
            "invalid_choice": gettext_lazy("This quiz is gone. Choose another."),
        },
    )


class BankPages:
    """Mixin of the question admin."""

    list_filter = (UseFilter, AnsweredFilter, "bloom", "moore", HubFilter, TopicFilter, RemarksFilter)
    search_fields = ("stem", "options__text", "rationale", "external_id", "quizzes__article__title")
    list_per_page = 50
    show_full_result_count = False
    actions = ("use_in_quiz", "copy")

    def get_changelist(self, request, **kwargs):
        return BankList

    def get_list_display(self, request):
        shares = ("right_before", "right_after") if reads_question_statistics(request.user) else ()
        return ("short_stem", "bloom", "n_articles", "is_answered", *shares, "retired_at")

    def get_queryset(self, request):
        answers = Answer.objects.filter(question_version__question=OuterRef("pk"))
        return super().get_queryset(request).annotate(answered=Exists(answers))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("place/", wrap(self.place), name="quizzes_question_place"), *super().get_urls()]

    @admin.display(description=gettext_lazy("stem"), ordering="stem")
    def short_stem(self, question):
        return Truncator(question.stem).chars(LONGEST_LISTED)

    @admin.display(description=gettext_lazy("answered"))
    def is_answered(self, question):
        return _("Yes") if question.answered else "–"

    @admin.display(description=gettext_lazy("right before"))
    def right_before(self, question):
        return _share(question, Phase.PRE)

    @admin.display(description=gettext_lazy("right after"))
    def right_after(self, question):
        return _share(question, Phase.POST)

    @admin.action(description=gettext_lazy("Use in a quiz…"), permissions=["view"])
    def use_in_quiz(self, request, questions):
        if not _may_place(request):
            self.message_user(request, _("You may not change quizzes."), messages.ERROR)
            return None
        pks = list(questions.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(pks) > MOST_AT_ONCE:
            told = _("Choose at most %(count)s questions at once.") % {"count": MOST_AT_ONCE}
            self.message_user(request, told, messages.ERROR)
            return None
        query = urlencode({"ids": ",".join(map(str, pks))})
        return redirect(f"{reverse('admin:quizzes_question_place')}?{query}")

    @admin.action(description=gettext_lazy("Copy the chosen questions"), permissions=["add"])
    def copy(self, request, questions):
        copies = copy_questions(questions=list(questions.order_by("pk").prefetch_related("options")[:MOST_AT_ONCE]))
        told = ngettext(
            "%(count)s copy is made. Nobody has answered it, and no quiz asks it.",
            "%(count)s copies are made. Nobody has answered them, and no quiz asks them.",
            len(copies),
        )
        self.message_user(request, told % {"count": len(copies)}, messages.SUCCESS)
        return redirect("admin:quizzes_question_change", copies[0].pk) if len(copies) == 1 else None

    def place(self, request):
        """Ask for the quiz, then put the chosen questions at its end, in the order in which they were written."""
        if not self.has_view_permission(request) or not _may_place(request):
            raise PermissionDenied
        pks = [pk for text in request.GET.get("ids", "").split(",") if (pk := pk_in(text)) is not None][:MOST_AT_ONCE]
        questions = list(Question.objects.filter(pk__in=pks).order_by("pk"))
        form = PlaceForm(request.POST if request.method == "POST" else None)
        if questions and request.method == "POST" and form.is_valid():
            quiz = form.cleaned_data["quiz"]
            self._tell(request, place_in_quiz(quiz=quiz, questions=questions))
            return redirect("admin:quizzes_quiz_change", quiz.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Use in a quiz"), "opts": self.opts, "form": form, "questions": questions,
        }  # fmt: skip
        return render(request, "admin/quizzes/question/place.html", context, status=422 if form.errors else 200)

    def _tell(self, request, placed: Placed):
        if placed.added:
            count = len(placed.added)
            told = ngettext("%(count)s question joined the quiz.", "%(count)s questions joined the quiz.", count)
            self.message_user(request, told % {"count": count}, messages.SUCCESS)
        for passed_over, sentence in (
            (placed.present, _("The quiz asks already: %(stems)s")),
            (placed.retired, _("Retired, and so not added: %(stems)s")),
        ):
            if passed_over:
                stems = "; ".join(question.stem for question in passed_over)
                self.message_user(request, sentence % {"stems": stems}, messages.WARNING)


def _may_place(request) -> bool:
    return request.user.has_perm("quizzes.change_quiz") and request.user.has_perm("quizzes.add_quizquestion")


def _share(question: Question, phase: Phase) -> str:
    share = question.shares.get(phase)
    if share is None:
        return "–"
    return f"{share.count}/{share.n}" if share.estimate is None else f"{share.percent} (n = {share.n})"
