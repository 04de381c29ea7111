"""Accounts of staff and learners. What a role may do comes with its group, so only roles are given here."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from hub import accounts, roles
from hub.models import User

from .base import HubAdmin


class RolesField(forms.ModelMultipleChoiceField):
    """Tick boxes of the roles, which are the groups of these names."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        groups = Group.objects.filter(name__in=roles.ROLES).order_by("pk")
        super().__init__(groups, required=False, label=_("Roles"), **kwargs)


class NewAccountForm(AdminUserCreationForm):
    groups = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "is_staff", "groups")


class AccountForm(UserChangeForm):
    groups = RolesField(
        help_text=_(
            "Whoever holds a role also needs the mark “staff” to open the admin. One person may hold two roles, but "
            "nobody can approve and publish the same content."
        )
    )

    class Meta:
        model = User
        fields = ("email", "name", "password", "is_active", "is_staff", "is_superuser", "groups")
        field_classes: dict = {}


@admin.register(User)
class AccountAdmin(HubAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    list_display = ("email", "name", "roles", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_staff", "is_superuser", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Roles"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2", "is_staff", "groups")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def save_model(self, request, obj, form, change):
        request._powers_before = accounts.powers(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        accounts.record_change(account=form.instance, before=request._powers_before, actor=request.user)

    def user_change_password(self, request, id, form_url=""):
        account = self.get_object(request, unquote(id))
        if account is None or request.method != "POST":
            return super().user_change_password(request, id, form_url)
        with accounts.record_powers(account=account, actor=request.user):
            return super().user_change_password(request, id, form_url)

    def delete_model(self, request, obj):
        accounts.delete_accounts(accounts=[obj], actor=request.user)

    def delete_queryset(self, request, queryset):
        accounts.delete_accounts(accounts=queryset, actor=request.user)

    @admin.display(description=_("roles"))
    def roles(self, account):
        return ", ".join(group.name for group in account.groups.all())
