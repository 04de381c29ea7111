"""People who make content, and what they declare."""

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.models import Declaration, Interest, Person
from hub.pictures import PictureError, clean_picture, read_upload

from .base import HubAdmin, OrderedTabular, ReadOnlyInline


class DeclarationInline(ReadOnlyInline):
    """The person's declarations; each is edited on its own page, with its interests."""

    model = Declaration
    fields = ("declared_on", "interests")
    readonly_fields = fields
    show_change_link = True
    verbose_name_plural = _("declarations")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("interests")

    @admin.display(description=_("interests"))
    def interests(self, declaration):
        return "; ".join(map(str, declaration.interests.all())) or _("Nothing to declare")


class PersonForm(forms.ModelForm):
    """Stores a portrait written anew, without what a camera adds to it."""

    class Meta:
        model = Person
        fields = ("slug", "name", "affiliation", "city", "country", "portrait", "portrait_alt", "user")

    def clean_portrait(self):
        upload = self.cleaned_data["portrait"]
        if not isinstance(upload, UploadedFile):
            return upload
        upload.seek(0)
        try:
            return SimpleUploadedFile(upload.name, clean_picture(read_upload(upload, upload.size)))
        except PictureError as error:
            raise forms.ValidationError(_("The picture cannot be used: %(reason)s.") % {"reason": error}) from error


@admin.register(Person)
class PersonAdmin(HubAdmin):
    form = PersonForm
    list_display = ("name", "affiliation", "city", "country", "last_declared_on")
    search_fields = ("name", "affiliation", "slug")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("user",)
    inlines = (DeclarationInline,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "affiliation", ("city", "country"))}),
        (_("Portrait"), {"fields": ("portrait", "portrait_alt")}),
        (_("Account"), {"fields": ("user", "new_declaration")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("declarations")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        # The account decides who may not approve or publish an article: writers must not unlink it.
        return ("new_declaration",) if request.user.is_superuser else ("user", "new_declaration")

    @admin.display(description=_("last declared"))
    def last_declared_on(self, person):
        return next((declaration.declared_on for declaration in person.declarations.all()), None)

    @admin.display(description=_("declaration"))
    def new_declaration(self, person):
        if person.pk is None:
            return _("Save the person first; then a declaration can be added.")
        address = reverse("admin:hub_declaration_add")
        return format_html('<a href="{}?person={}">{}</a>', address, person.pk, _("Add a declaration"))


class InterestInline(OrderedTabular):
    model = Interest
    fields = ("entity", "nature", "period", "order")


@admin.register(Declaration)
class DeclarationAdmin(HubAdmin):
    list_display = ("person", "declared_on", "n_interests")
    list_filter = ("declared_on",)
    search_fields = ("person__name", "interests__entity")
    autocomplete_fields = ("person",)
    inlines = (InterestInline,)
    fieldsets = (
        (
            None,
            {
                "fields": ("person", "declared_on", "mitigation"),
                "description": _("Without any interest below, the declaration says: nothing to declare."),
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person").annotate(number=Count("interests"))

    @admin.display(description=_("interests"), ordering="number")
    def n_interests(self, declaration):
        count = declaration.number
        return ngettext("%(count)s interest", "%(count)s interests", count) % {"count": count}
