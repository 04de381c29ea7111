"""The rich-text editor of the admin: which tools each profile offers, and the modules of ours it loads."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.widgets import AdminProseEditorWidget

from .inline import LINK_SCHEMES
from .richtext import Profile

_MODULES = ("citation", "pointer", "source-link", "items", "suggest", "single-line", "paste")
# Bars of the toolbar in order; groups without a button in a profile are left out by the editor.
_MENU = {"groups": [{"group": name} for name in ("marks", "cite", "link", "item", "history")]}
_TOOLS: dict[str, Any] = {
    "Menu": _MENU,
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "Subscript": True,
    "Pointer": True,
    "SourceLink": {"protocols": sorted(LINK_SCHEMES), "autolink": False, "defaultProtocol": "https"},
    "PlainPaste": True,
    "NoSpellCheck": False,
}
# Names of extensions of ours are never those of the editor's own: all editors of a page share one table of extensions.
_SHAPES: dict[Profile, dict[str, Any]] = {
    Profile.PARAGRAPHS: {},
    Profile.ITEMS: {"Document": False, "ItemsDocument": True, "ItemList": True},
    Profile.LINE: {"Document": False, "LineDocument": True},
}


class RichTextWidget(AdminProseEditorWidget):
    """An editor that offers just what `articles.richtext.clean` keeps for the profile."""

    def __init__(self, profile: Profile, attrs: dict[str, Any] | None = None) -> None:
        self.profile = profile
        super().__init__(attrs={"rows": 4, "data-profile": profile.value} | (attrs or {}), preset="configurable")

    def __deepcopy__(self, memo):
        return type(self)(self.profile, dict(self.attrs))

    def get_config(self) -> dict[str, Any]:
        search = reverse("admin:articles_reference_search")
        tools = _TOOLS | _SHAPES[self.profile] | {"Citation": {"search": search}}
        if self.profile is Profile.ITEMS:
            tools["Item"] = {"results": reverse("admin:articles_trial_results")}
            tools["SuggestResult"] = {
                "ask": reverse("admin:articles_trial_suggestions"),
                "accept": reverse("admin:articles_trial_accept"),
                "add": reverse("admin:articles_result_add"),
            }
        self.config = {"extensions": tools}
        return super().get_config() | {"js_modules": [static(f"js/admin/{name}.js") for name in _MODULES]}
