"""Hubs saved in the admin: the record of what readers are shown follows."""

from contextlib import AbstractContextManager

from django.utils import timezone

from hub.admin.hubs import prepare_new_hubs, watch_saving
from hub.models import Hub

from ..bundle import prepare_hub
from ..snapshot_actions import recording


def recording_hub(hub: Hub) -> AbstractContextManager[None]:
    """Name, language, zone and placement decide what the strip says."""
    return recording([hub.pk], now=timezone.now())


prepare_new_hubs(prepare_hub)
watch_saving(recording_hub)
