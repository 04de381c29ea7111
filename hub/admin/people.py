"""People who make content. What they declare has pages of its own, in `declarations`."""

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hub.declarations import standing_declaration
from hub.models import Declaration, Hub, Person
from hub.pictures import PictureError, clean_picture, read_upload

from .base import HubAdmin, ReadOnlyInline
from .contacts import ContactInline


class DeclarationInline(ReadOnlyInline):
    """The person's declarations; each is edited on its own page, with its interests."""

    model = Declaration
    fields = ("declared_on", "interests", "standing")
    readonly_fields = fields
    show_change_link = True
    verbose_name_plural = _("declarations")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("interests")

    @admin.display(description=_("interests"))
    def interests(self, declaration):
        return "; ".join(map(str, declaration.interests.all())) or _("Nothing to declare")

    @admin.display(description=_("standing"))
    def standing(self, declaration):
        return standing_words(declaration)


def standing_words(declaration: Declaration) -> str:
    """Whether a declaration was withdrawn or reviewed, in a word or two."""
    if declaration.is_withdrawn:
        return _("Withdrawn")
    return _("Reviewed") if declaration.is_reviewed else _("Not reviewed")


class DeclarationFilter(admin.SimpleListFilter):
    """People by the declaration that stands today, as the hub that asks most has it."""

    title = _("declaration of interests")
    parameter_name = "declaration"

    def lookups(self, request, model_admin):
        return [
            ("none", _("None")),
            ("current", _("Current")),
            ("soon", _("Runs out within 60 days")),
            ("expired", _("Expired")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        return queryset.declared(self.value(), timezone.localdate(), Hub.objects.strictest_terms())


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
    list_filter = (DeclarationFilter,)
    search_fields = ("name", "affiliation", "slug")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("user",)
    inlines = (ContactInline, DeclarationInline)
    fieldsets = (
        (None, {"fields": ("name", "slug", "affiliation", ("city", "country"))}),
        (_("Portrait"), {"fields": ("portrait", "portrait_alt")}),
        (_("Account"), {"fields": ("user", "new_declaration")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_last_declared(timezone.localdate())

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        # Published pages lead to a person by the slug.
        fixed = ("slug",) if obj and (obj.showings.exists() or obj.committee_terms.exists()) else ()
        # The account decides who may not approve or publish an article: writers must not unlink it.
        return (*fixed, "new_declaration") if request.user.is_superuser else (*fixed, "user", "new_declaration")

    @admin.display(description=_("last declared"), ordering="last_declared_on")
    def last_declared_on(self, person):
        return person.last_declared_on

    @admin.display(description=_("declaration"))
    def new_declaration(self, person):
        if person.pk is None:
            return _("Save the person first; then a declaration can be added.")
        last = standing_declaration(person, timezone.localdate())
        query = f"?person={person.pk}" + (f"&anew={last.pk}" if last else "")
        words = _("Declare anew, beginning with the last declaration") if last else _("Add a declaration")
        return format_html('<a href="{}">{}</a>', reverse("admin:hub_declaration_add") + query, words)
