"""What every admin page shares: the nonce for scripts, rows in order, and pages that nobody may edit."""

from collections.abc import Iterable
from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms.models import InlineForeignKeyField
from django.utils.functional import cached_property
from js_asset import Media, Script

MOST_SEARCH_WORDS = 20
_LONGEST_PK = 18


def pk_in(text: str) -> int | None:
    """The primary key that an address names; None for what can be none, such as a number beyond those a database keeps."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_PK else None


def few_words(text: str) -> str:
    """The first words of a search: each is a condition on every field, and SQLite takes no more than a thousand of them."""
    return " ".join(text.split(None, MOST_SEARCH_WORDS)[:MOST_SEARCH_WORDS])


def without_far_links(field: forms.Field | None) -> forms.Field | None:
    """The field without the links that delete or show the chosen row: those are no business of this page."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
    return field


class HubAdmin(admin.ModelAdmin):
    """A ModelAdmin whose import map passes the Content-Security-Policy, and whose web addresses are https."""

    class Media:
        js = (Script("js/admin/choice-names.js", type="module"), Script("js/admin/refused.js", type="module"))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return without_far_links(super().formfield_for_dbfield(db_field, request, **kwargs))

    def lookup_allowed(self, lookup, value, request):
        """Lists are filtered by what they offer, and by nothing else.

        Django lets an address ask for any field of the model: so it tells, letter by letter, what no page shows.
        """
        return lookup.partition("__")[0] in self.filtered(request) and super().lookup_allowed(lookup, value, request)

    def filtered(self, request) -> set[str]:
        """The fields by which the list offers to filter, and the parameters of its own filters."""
        offered = [one[0] if isinstance(one, (tuple, list)) else one for one in self.get_list_filter(request)]
        names = [name for one in [*offered, self.date_hierarchy] if one for name in _parameters(one)]
        return {name.partition("__")[0] for name in names}

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, few_words(search_term))

    def response_action(self, request, queryset):
        """What Django does, with the chosen rows that can be rows: a list that somebody made up chooses none."""
        sent = request.POST.copy()
        sent.setlist(ACTION_CHECKBOX_NAME, filter(self._may_be_a_row, sent.getlist(ACTION_CHECKBOX_NAME)))
        request.POST = sent
        return super().response_action(request, queryset)

    def _may_be_a_row(self, text: str) -> bool:
        try:
            self.opts.pk.clean(text, None)
        except ValidationError:
            return False
        return True

    def changeform_view(self, request, *args, **kwargs):
        """The page as Django has it; where a row of the same name came in between, the form is checked once more.

        It then says whose name it is. A double click on Save is such a case.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        # Without a nonce the browser drops the import map, and every rich-text editor silently stays a text area.
        context["media"] = Media.from_media(context["media"], nonce=str(request._csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


def _parameters(offered) -> Iterable[str]:
    """Of one entry of `list_filter`: the field, or the parameters of a filter class, which may name several."""
    if isinstance(offered, str):
        return [offered]
    return getattr(offered, "names", None) or [offered.parameter_name]


class AsksBeforeLeaving(metaclass=forms.MediaDefiningClass):
    """Mixin of admins whose pages lead to other pages: the browser asks before it leaves one with unsaved changes."""

    class Media:
        js = (Script("js/admin/unsaved.js", type="module"),)


class ReadOnlyAdmin(HubAdmin):
    """Rows that are history: to be looked at, by whoever may view them, and nothing else."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows shown under their parent, changed nowhere on this page."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OrderedForm(forms.ModelForm):
    """A row with a hidden place. A new row of which only the place is filled counts as left blank."""

    @cached_property
    def changed_data(self):
        changed = super().changed_data
        return [] if self.instance._state.adding and set(changed) <= {"order"} else changed


class WantedForm(forms.ModelForm):
    """A row that somebody added counts as filled in, even where all its values are the usual ones."""

    def has_changed(self):
        return self.instance._state.adding or super().has_changed()


def _is_pointed_to(model: type[models.Model]) -> bool:
    return any(field.is_relation and field.auto_created for field in model._meta.get_fields(include_hidden=True))


def _validate_constraints_of_row(form: forms.ModelForm) -> None:
    """Check a row alone, but for what is unique within its parent: that is the formset's to check, over all rows as sent.

    Django 6.1 would compare it with the stored rows, some of which are changed by the same save.
    """
    parents = {name for name, field in form.fields.items() if isinstance(field, InlineForeignKeyField)}
    try:
        form.instance.validate_constraints(exclude=form._get_validation_exclusions() | parents)
    except ValidationError as error:
        form._update_errors(error)


class ExchangingRows(forms.BaseInlineFormSet):
    """Rows that may exchange what is unique among them in one save, such as two keys, or take that of a deleted row."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.validate_constraints = partial(_validate_constraints_of_row, form)
        return form

    def save_existing_objects(self, commit=True):
        if commit:
            self._make_way()
        return super().save_existing_objects(commit)

    def _make_way(self) -> None:
        """Free the unique values that stored rows are about to give up.

        Rows that nothing points to are taken out; saving them brings them back under their key. Other rows are unique
        by a text, which is set to one that nobody types.
        """
        rows = self.model._default_manager
        rows.filter(pk__in=[form.instance.pk for form in self.deleted_forms if form.instance.pk]).delete()
        kept = [form for form in self.initial_forms if form not in self.deleted_forms]
        for name in self._unique_names():
            moving = [form.instance.pk for form in kept if name in form.changed_data]
            if not _is_pointed_to(self.model):
                rows.filter(pk__in=moving).delete()
            else:
                for pk in moving:
                    rows.filter(pk=pk).update(**{name: f"~{pk}"})

    def _unique_names(self) -> set[str]:
        constraints = [one for one in self.model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        plain = {name for one in constraints if one.condition is None for name in one.fields}
        return plain - {self.fk.name}


class OrderedRows:
    """Mixin of inlines: the field `order` is hidden and set by move buttons."""

    extra = 0
    form = OrderedForm
    formset = ExchangingRows
    classes = ("sortable",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "order":
            kwargs["widget"] = forms.HiddenInput
        return without_far_links(super().formfield_for_dbfield(db_field, request, **kwargs))

    class Media:
        js = (Script("js/admin/sortable-inline.js", type="module"),)


class OrderedTabular(OrderedRows, admin.TabularInline):
    pass


class OrderedStacked(OrderedRows, admin.StackedInline):
    pass
