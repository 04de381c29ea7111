"""The admin, behind the same log-in as the rest of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.db.models.base import ModelBase
from django.utils.translation import gettext_lazy as _

# Roles come from a migration, authenticators hold secrets, sessions hold addresses of devices: none is edited here.
HIDDEN = {"auth.Group", "mfa.Authenticator", "usersessions.UserSession", "account.EmailConfirmation"}


class HubAdminSite(AdminSite):
    site_header = site_title = _("Hub editorial")
    index_title = _("Desk")

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        super().register([model for model in models if model._meta.label not in HIDDEN], admin_class, **options)
