"""The five groups of staff and what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from hub.permissions import PERMISSIONS, grant_roles

APPS = ("hub", "sponsors", "articles", "quizzes", "surveys")


def make_roles(apps, schema_editor):
    using = schema_editor.connection.alias
    for label in APPS:
        app = apps.get_app_config(label)
        # Permissions are normally made after all migrations; in a fresh database they are needed here.
        app.models_module = True
        create_permissions(app, apps=apps, verbosity=0, using=using)
        app.models_module = None
    grant_roles(apps, using)


def remove_roles(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("hub", "0001_initial"),
        ("sponsors", "0001_initial"),
        ("articles", "0001_initial"),
        ("quizzes", "0001_initial"),
        ("surveys", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
