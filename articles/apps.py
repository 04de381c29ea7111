from importlib import import_module

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        import_module(f"{self.name}.adoption")
        import_module(f"{self.name}.impact")
        import_module(f"{self.name}.audit_payloads")
        import_module(f"{self.name}.personal_data")
        import_module(f"{self.name}.scheduling")
