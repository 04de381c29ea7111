"""The site map."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

from hub.views import errors, pages, probes, theme

urlpatterns = [
    # Public pages, the same for everybody
    path("", pages.home, name="home"),
    path("", include("articles.urls")),
    path("funders/", pages.funders, name="funders"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("theme/<slug:slug>.<str:digest>.css", theme.theme, name="theme"),
    # Personal pages and forms, never cached
    path("quizzes/", include("quizzes.urls")),
    path("surveys/", include("surveys.urls")),
    path("accounts/", include("allauth.urls")),
    # Staff
    path("staff/", include("hub.staff_urls")),
    path("admin/", admin.site.urls),
    # Monitors
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
