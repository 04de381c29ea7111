"""What every admin page shares: the nonce for scripts, rows in order, and pages that nobody may edit."""

from django import forms
from django.contrib import admin
from django.db import models
from js_asset import Media, Script


class HubAdmin(admin.ModelAdmin):
    """A ModelAdmin whose import map passes the Content-Security-Policy, and whose web addresses are https."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        # Without a nonce the browser drops the import map, and every rich-text editor silently stays a text area.
        context["media"] = Media.from_media(context["media"], nonce=str(request._csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


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

    @property
    def changed_data(self):
        changed = super().changed_data
        return [] if self.instance._state.adding and set(changed) <= {"order"} else changed


class WantedForm(forms.ModelForm):
    """A row that somebody added counts as filled in, even where all its values are the usual ones."""

    def has_changed(self):
        return self.instance._state.adding or super().has_changed()


class OrderedRows:
    """Mixin of inlines: the field `order` is hidden and set by move buttons."""

    extra = 0
    form = OrderedForm
    classes = ("sortable",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "order":
            kwargs["widget"] = forms.HiddenInput
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    class Media:
        js = (Script("js/admin/sortable-inline.js", type="module"),)


class OrderedTabular(OrderedRows, admin.TabularInline):
    pass


class OrderedStacked(OrderedRows, admin.StackedInline):
    pass
