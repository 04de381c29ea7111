"""Statements of the hubs' libraries, and the survey of each article."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.extensions import register_inline
from articles.models import Objective
from hub.admin.base import AsksBeforeLeaving, HubAdmin, OrderedTabular, WantedForm
from hub.admin.choices import OrderedChoiceField
from hub.admin.hubs import prepare_new_hubs
from hub.admin.keeping import SAY_WHAT_CHANGED, KeepsHistory, KeptRows, ask_what_changed, change_field
from hub.models import Change

from .library import add_standard_statements
from .models import Statement, Survey, SurveyStatement
from .retirement import restore_statements, retire_statements
from .versions import revision


class SurveyForm(WantedForm):
    """The statements of a survey, ticked and ordered in the library of the article's hub."""

    chosen = OrderedChoiceField(Statement.objects.none(), label=_("Statements"), required=False)

    class Meta:
        model = Survey
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "chosen" not in self.fields:
            return
        standing = [line.statement_id for line in self.instance.lines.all()] if self.instance.pk else []
        library = Statement.objects.filter(hub=self.hub)
        self.fields["chosen"].queryset = library.filter(retired_at=None) | library.filter(pk__in=standing)
        self.initial["chosen"] = standing

    def save_lines(self) -> None:
        """Make the survey's rows those of the form, in its order."""
        chosen = self.cleaned_data.get("chosen", [])
        self.instance.lines.exclude(statement__in=chosen).delete()
        for order, statement in enumerate(chosen):
            SurveyStatement.objects.update_or_create(
                survey=self.instance, statement=statement, defaults={"order": order}
            )


class SurveyRows(KeptRows):
    """Stores the chosen statements once the survey itself is stored."""

    def save(self, commit=True):
        saved = super().save(commit)
        for form in self.forms:
            if form.instance.pk and form not in self.deleted_forms and "chosen" in form.changed_data:
                form.save_lines()
        return saved


class SurveyInline(admin.StackedInline):
    """The survey of the article on the screen."""

    model = Survey
    formset = SurveyRows
    classes = ("single",)
    template = "admin/edit_inline/single.html"
    extra = 0
    verbose_name_plural = _("survey")

    def get_fields(self, request, obj=None):
        return ("chosen",) if self.has_change_permission(request, obj) else ("asked",)

    def get_readonly_fields(self, request, obj=None):
        return () if self.has_change_permission(request, obj) else ("asked",)

    def get_formset(self, request, obj=None, **kwargs):
        kwargs["form"] = type("SurveyForm", (SurveyForm,), {"hub": obj.hub_id if obj else None})
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("statements"))
    def asked(self, survey):
        return " · ".join(str(line) for line in survey.lines.select_related("statement"))


class StatementForm(forms.ModelForm):
    """A statement; after answers, other words need a word on what they change."""

    what_changed = change_field()

    class Meta:
        model = Statement
        fields = ("hub", "key", "text", "moore", "is_reversed", "opens_commitment")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        always = _("Turning “reversed” on or off always starts a new series.")
        ask_what_changed(self, revision(self.instance) if self.instance.pk else None, always)

    def clean(self):
        cleaned = super().clean()
        if "what_changed" not in self.fields or self.errors:
            return cleaned
        self.instance.text, self.instance.is_reversed = cleaned["text"], cleaned["is_reversed"]
        found, said = revision(self.instance), cleaned["what_changed"]
        if found.is_turned and said == Change.WORDING:
            self.add_error("what_changed", _("Agreement means the opposite now: choose “The meaning”."))
        elif found.needs_word and "text" in self.changed_data and not said:
            self.add_error("what_changed", SAY_WHAT_CHANGED)
        elif said or not found.needs_word:
            self.instance.change = said if found.needs_word else ""
        return cleaned


@admin.register(Statement)
class StatementAdmin(AsksBeforeLeaving, KeepsHistory, HubAdmin):
    form = StatementForm
    list_display = ("text", "hub_name", "key", "reads_reversed", "n_surveys", "retired_at")
    list_filter = ("hub", "is_reversed", "opens_commitment")
    list_select_related = ("hub",)
    search_fields = ("text", "key")
    ordering = ("hub", "pk")
    actions = ("retire", "restore")

    def get_fields(self, request, obj=None):
        own = ("hub", "key", "text", "moore", "is_reversed", "opens_commitment")
        found = revision(obj) if obj and self.has_change_permission(request, obj) else None
        return (*own, "what_changed") if found and found.n_answers else own

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("lines"))

    def get_search_results(self, request, queryset, search_term):
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(retired_at=None)
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request, obj=None):
        # The key names the statement in files and reports.
        return ("hub", "key") if obj and obj.versions.exists() else ()

    @admin.action(description=_("Retire the chosen statements"), permissions=["change"])
    def retire(self, request, statements):
        count = len(retire_statements(statements=statements, actor=request.user))
        sentence = ngettext("%(count)s statement is retired.", "%(count)s statements are retired.", count)
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Bring the chosen statements back into use"), permissions=["change"])
    def restore(self, request, statements):
        count = len(restore_statements(statements=statements, actor=request.user))
        sentence = ngettext("%(count)s statement is in use again.", "%(count)s statements are in use again.", count)
        self.message_user(request, sentence % {"count": count}, messages.SUCCESS)

    @admin.display(description=_("hub"), ordering="hub")
    def hub_name(self, statement):
        return statement.hub.short_name

    @admin.display(description=_("reversed"), ordering="is_reversed")
    def reads_reversed(self, statement):
        return gettext("Yes") if statement.is_reversed else "–"

    @admin.display(description=_("surveys"), ordering="used")
    def n_surveys(self, statement):
        return statement.used


class LineInline(OrderedTabular):
    model = SurveyStatement
    fields = ("statement", "objective", "order")
    autocomplete_fields = ("statement",)

    def get_formset(self, request, obj=None, **kwargs):
        request._survey = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "objective":
            survey = getattr(request, "_survey", None)
            kwargs["queryset"] = Objective.objects.filter(article=survey.article if survey else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Survey)
class SurveyAdmin(AsksBeforeLeaving, KeepsHistory, HubAdmin):
    list_display = ("article", "n_statements")
    list_select_related = ("article",)
    search_fields = ("article__title", "article__slug")
    autocomplete_fields = ("article",)
    inlines = (LineInline,)

    def get_inlines(self, request, obj):
        """Objectives to choose from are the article's, so the statements follow once the survey is saved."""
        return super().get_inlines(request, obj) if obj else ()

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("lines"))

    def get_readonly_fields(self, request, obj=None):
        return ("article",) if obj else ()

    @admin.display(description=_("statements"), ordering="number")
    def n_statements(self, survey):
        return survey.number


register_inline(SurveyInline, order=20)
prepare_new_hubs(add_standard_statements)
