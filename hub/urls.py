"""The site map."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, re_path

from hub.sign_in import too_many_requests
from hub.views import (
    article_outcomes,
    contribute,
    declare,
    disclosures,
    discovery,
    errors,
    mail,
    mail_settings,
    me,
    media,
    pages,
    people,
    probes,
    suggest,
    theme,
)

urlpatterns = [
    # Public pages, the same for everybody
    path("", pages.home, name="home"),
    path("", include("articles.urls")),
    path("funders/", pages.funders, name="funders"),
    path("disclosures/", disclosures.disclosures, name="disclosures"),
    path("disclosures/history/", disclosures.history, name="disclosure_history"),
    path("articles/<slug:slug>/disclosures/", disclosures.of_article, name="article_disclosures"),
    path("articles/<slug:slug>/outcomes/", article_outcomes.page, name="article_outcomes"),
    path("articles/<slug:slug>/outcomes.csv", article_outcomes.table, name="article_outcomes_csv"),
    path("committee/", people.committee, name="committee"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("theme/<slug:slug>.<str:digest>.css", theme.theme, name="theme"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
    # Personal pages and forms, never cached
    path("quizzes/", include("quizzes.urls")),
    path("surveys/", include("surveys.urls")),
    path("me/", me.record, name="me"),
    re_path(r"^me/record\.(?P<suffix>json|csv|pdf)$", me.record_file, name="me_file"),
    path("me/notes/<slug:slug>/", me.note, name="me_note"),
    path("me/erase/", me.erase, name="me_erase"),
    path("me/mail/", mail_settings.page, name="me_mail"),
    path("mail/follow-up/<str:token>/", mail.follow_up, name="mail_follow_up"),
    path("mail/follow-up/<str:token>/draft/", mail.follow_up_draft, name="mail_follow_up_draft"),
    path("mail/stop/<str:token>/", mail.stop, name="mail_stop"),
    path("mail/stop/<str:token>/all/", mail.stop_all, name="mail_stop_all"),
    path("mail/suggestion/<str:token>/", suggest.stop, name="suggestion_stop"),
    path("mail/updates/<str:token>/", contribute.confirm_updates, name="updates_confirm"),
    path("mail/updates/<str:token>/stop/", contribute.stop_updates, name="updates_stop"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("suggest/<str:token>/", suggest.status, name="suggestion_status"),
    path("contribute/", contribute.contribute, name="contribute"),
    path("contribute/<str:token>/", contribute.contribution, name="contribution"),
    path("declare/<str:token>/", declare.declare, name="declare"),
    path("mail/declaration/<str:token>/", declare.stop, name="declare_stop"),
    path("contribute/<str:token>/receipt/", contribute.receipt, name="contribution_receipt"),
    path("accounts/", include("allauth.urls")),
    # Staff
    path("staff/", include("hub.staff_urls")),
    path("admin/", admin.site.urls),
    # Monitors
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    *static(settings.MEDIA_URL, media.media_file, document_root=settings.MEDIA_ROOT),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = too_many_requests  # where allauth looks for it
handler500 = errors.server_error
