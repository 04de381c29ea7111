"""The admin, behind the same log-in as the rest of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class HubAdminSite(AdminSite):
    site_header = site_title = _("Hub editorial")
    index_title = _("Desk")

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)
