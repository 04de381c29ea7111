from importlib import import_module

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "Surveys"

    def ready(self) -> None:
        # Models can be imported only once all apps are there.
        import_module(f"{self.name}.part")
        import_module(f"{self.name}.adoption")
        import_module(f"{self.name}.personal_data")
        import_module(f"{self.name}.follow_up")
