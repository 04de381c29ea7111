"""Statements of the hubs' libraries, and the survey of each article."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.extensions import register_inline
from hub.admin.base import HubAdmin, OrderedTabular, WantedForm
from hub.admin.choices import OrderedChoiceField
from hub.admin.hubs import prepare_new_hubs

from .library import add_standard_statements
from .models import Statement, Survey, SurveyStatement
from .retirement import restore_statements, retire_statements


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


class SurveyRows(forms.BaseInlineFormSet):
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


@admin.register(Statement)
class StatementAdmin(HubAdmin):
    list_display = ("text", "hub", "key", "is_reversed", "n_surveys", "retired_at")
    list_filter = ("hub", "is_reversed")
    list_select_related = ("hub",)
    search_fields = ("text", "key")
    ordering = ("hub", "pk")
    actions = ("retire", "restore")
    fields = ("hub", "key", "text", "moore", "is_reversed")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("lines"))

    def get_search_results(self, request, queryset, search_term):
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(retired_at=None)
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request, obj=None):
        # The key names the statement in files and reports.
        return ("hub", "key") if obj and obj.versions.exists() else ()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.versions.exists())

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

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

    @admin.display(description=_("surveys"), ordering="used")
    def n_surveys(self, statement):
        return statement.used


class LineInline(OrderedTabular):
    model = SurveyStatement
    fields = ("statement", "order")
    autocomplete_fields = ("statement",)


@admin.register(Survey)
class SurveyAdmin(HubAdmin):
    list_display = ("article", "n_statements")
    list_select_related = ("article",)
    search_fields = ("article__title", "article__slug")
    autocomplete_fields = ("article",)
    inlines = (LineInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("lines"))

    def get_readonly_fields(self, request, obj=None):
        return ("article",) if obj else ()

    @admin.display(description=_("statements"), ordering="number")
    def n_statements(self, survey):
        return survey.number


register_inline(SurveyInline, order=20)
prepare_new_hubs(add_standard_statements)
