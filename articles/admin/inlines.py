"""Rows of the article screen beside its text: objectives, people, references, topics, trials."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.admin.base import ExchangingRows, OrderedTabular

from ..models import ArticleTopic, ArticleTrial, Citation, Contributor, Objective, Topic
from .media import VIDEO_INLINES


class ObjectiveInline(OrderedTabular):
    model = Objective
    fields = ("key", "text", "bloom", "order")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ContributorInline(OrderedTabular):
    model = Contributor
    fields = ("person", "place", "role", "order")
    autocomplete_fields = ("person",)
    verbose_name_plural = gettext_lazy("people of the article")


class CitationInline(OrderedTabular):
    """References kept with the article. Those that the text cites join the printed list by themselves."""

    model = Citation
    fields = ("reference", "order")
    autocomplete_fields = ("reference",)
    verbose_name_plural = gettext_lazy("references kept with the article (what the text cites is listed by itself)")


class TopicRows(ExchangingRows):
    """Refuses a topic of another hub than the article's."""

    def clean(self):
        super().clean()
        for form in self.forms:
            topic = form.cleaned_data.get("topic") if hasattr(form, "cleaned_data") else None
            if topic and self.instance.hub_id and topic.hub_id != self.instance.hub_id:
                form.add_error("topic", ValidationError(_("This topic belongs to another hub.")))


class TopicInline(OrderedTabular):
    model = ArticleTopic
    formset = TopicRows
    fields = ("topic", "order")

    def get_formset(self, request, obj=None, **kwargs):
        request._article_hub = obj.hub_id if obj else None
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "topic" and getattr(request, "_article_hub", None):
            kwargs["queryset"] = Topic.objects.filter(hub=request._article_hub)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TrialLineInline(OrderedTabular):
    model = ArticleTrial
    fields = ("trial", "order")
    autocomplete_fields = ("trial",)
    classes = ("sortable", "collapse")
    verbose_name_plural = gettext_lazy("further trials, without a block of their own")


ROW_INLINES = (ObjectiveInline, ContributorInline, CitationInline, TopicInline, TrialLineInline, *VIDEO_INLINES)
