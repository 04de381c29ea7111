from importlib import import_module

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "sponsors"
    verbose_name = "Sponsors"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        import_module(f"{self.name}.part")
        import_module(f"{self.name}.audit_payloads")
        import_module(f"{self.name}.snapshot_proof")
        import_module(f"{self.name}.contributions.personal_data")
