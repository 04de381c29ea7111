from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = "Hub and people"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        import_module("hub.account_data")
        import_module("hub.contact_data")
        import_module("hub.frozen_proof")
        # Sent once for the hub, after the tables of all apps are there.
        post_migrate.connect(
            import_module("hub.history_triggers").after_migrate, sender=self, dispatch_uid="history triggers"
        )


class HubAdminConfig(AdminConfig):
    default_site = "hub.admin_site.HubAdminSite"
