"""The admin, behind the same log-in as the rest of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.db.models.base import ModelBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import desk
from .sign_in import lacks_second_factor

# Roles come from a migration, authenticators hold secrets, sessions hold addresses of devices: none is edited here.
HIDDEN = {"auth.Group", "mfa.Authenticator", "usersessions.UserSession", "account.EmailConfirmation"}


class HubAdminSite(AdminSite):
    site_header = site_title = _("Hub editorial")
    index_title = _("Desk")
    index_template = "admin/desk.html"

    def login(self, request, extra_context=None):
        """To the site's own log-in and back; whoever is signed in without staff rights is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            return render(request, "errors/not_staff.html", status=403)
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        """The desk; it asks for a second factor until the account has one."""
        return super().index(
            request,
            {"lacks_second_factor": lacks_second_factor(request.user), "notes": desk.notes(request.user)}
            | (extra_context or {}),
        )

    def get_urls(self):
        """As Django's; its way from a row to the page on the site asks nobody for a permission."""
        kept = [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]
        own = path(
            "r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.view_on_site), name="view_on_site"
        )
        return [own, *kept]

    def view_on_site(self, request, content_type_id, object_id):
        """To the page of a row on the site, for whoever may look at the row: the address of a draft tells its subject."""
        looked_at = [
            model
            for model, model_admin in self._registry.items()
            if model_admin.has_view_permission(request)
            and str(ContentType.objects.get_for_model(model).pk) == content_type_id
        ]
        if not looked_at:
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        super().register([model for model in models if model._meta.label not in HIDDEN], admin_class, **options)
