"""Published articles follow where their hub names funders."""

from hub.admin.hubs import follow_placement
from hub.models import Hub

from ..actions import render_again
from ..models import ArticleVersion


def render_hub_again(hub: Hub) -> None:
    """Remake the bodies of all versions of a hub."""
    for _version in render_again(ArticleVersion.objects.filter(article__hub=hub)):
        pass


follow_placement(render_hub_again)
