"""Articles as files: one out of the article screen, some into the list."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path

from ..bundle.dumping import dump, to_json


class BundlePages:
    """Mixin of the article admin: export of one article, import of bundles."""

    change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [path("<int:pk>/export/", wrap(self.export_bundle), name="articles_article_export")]
        return own + super().get_urls()

    def export_bundle(self, request, pk: int):
        article = self.get_object(request, str(pk))
        if article is None or not self.has_view_permission(request, article):
            raise PermissionDenied
        response = HttpResponse(to_json(dump(article)), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{article.slug}.json"'
        return response
