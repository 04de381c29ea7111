"""Hubs: one publication each."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial

from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub import conditions, hubs
from hub.models import Hub

from .base import HubAdmin

TERMS = {"declaration_valid_months", "declaration_look_back_months"}
_preparations: list[Callable[[Hub], None]] = []
_followers: list[Callable[[Hub], None]] = []
_watchers: list[Callable[[Hub], AbstractContextManager[None]]] = []


def prepare_new_hubs(step: Callable[[Hub], None]) -> None:
    """Run `step` for each hub that is made in the admin, such as filling its library of statements."""
    if step not in _preparations:
        _preparations.append(step)


def follow_placement(step: Callable[[Hub], None]) -> None:
    """Run `step` after the place of funder names was changed for a hub, outside its transaction."""
    if step not in _followers:
        _followers.append(step)


def watch_saving(watcher: Callable[[Hub], AbstractContextManager[None]]) -> None:
    """Enter the watcher around the saving of a stored hub, inside its transaction; it is given the hub to be saved."""
    if watcher not in _watchers:
        _watchers.append(watcher)


@admin.register(Hub)
class HubModelAdmin(HubAdmin):
    list_display = ("name", "short_name", "domain", "language", "is_default")
    search_fields = ("name", "short_name", "domain")
    prepopulated_fields = {"slug": ("short_name",)}
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "condition", "publisher", "contact_email")}),
        (_("Address, language and time"), {"fields": ("domain", "is_default", "language", "time_zone")}),
        (_("Colours"), {"fields": (("accent", "accent_dark"),)}),
        (_("Words"), {"fields": ("objective_stem", "committee_statement", "has_translate_notice")}),
        (_("Funders"), {"fields": ("has_strict_placement",)}),
        (_("Outcomes"), {"fields": ("publishes_outcomes",)}),
        (_("Declarations of interests"), {"fields": ("declaration_valid_months", "declaration_look_back_months")}),
        (_("Contributions"), {"fields": ("takes_contributions", "contribution_url")}),
    )

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def save_model(self, request, obj, form, change):
        with ExitStack() as watching:
            for watch in _watchers if change else ():
                watching.enter_context(watch(obj))
            hubs.save_hub(hub=obj, actor=request.user)
        if not change:
            for prepare in _preparations:
                prepare(obj)
        if change and (TERMS | {"has_strict_placement", "time_zone"}) & set(form.changed_data):
            reason = gettext("The settings of the hub %(hub)s were changed.") % {"hub": obj.short_name}
            conditions.changed(actor=request.user, reason=reason)
        if change and "has_strict_placement" in form.changed_data:
            for follow in _followers:
                transaction.on_commit(partial(follow, obj))
