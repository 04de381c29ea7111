"""/articles/, /topics/, /trials/ and /feeds/: what readers see of articles and of the trials in them."""

from django.urls import path

from . import export_views, feeds, reach_views, trial_views, views

app_name = "articles"

urlpatterns = [
    path("articles/", views.article_list, name="list"),
    path("articles/<slug:slug>/", views.article_detail, name="detail"),
    path("articles/<slug:slug>/versions/<int:number>/", views.article_version, name="version"),
    path("articles/<slug:slug>/reach/", reach_views.reach, name="reach"),
    path("articles/<slug:slug>/references.<str:ending>", export_views.references, name="references"),
    path("articles/<slug:slug>/citation.<str:ending>", export_views.citation, name="citation"),
    path("articles/<slug:slug>/results.<str:ending>", export_views.results, name="results"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic"),
    path("trials/", trial_views.trial_list, name="trials"),
    path("trials/trials.csv", trial_views.trials_csv, name="trials_csv"),
    path("trials/<slug:slug>/", trial_views.trial_detail, name="trial"),
    path("trials/<slug:slug>/results.csv", trial_views.results_csv, name="trial_results_csv"),
    path("trials/<slug:slug>/results.json", trial_views.results_json, name="trial_results_json"),
    path("feeds/articles.atom", feeds.article_feed, name="feed"),
    path("feeds/topics/<slug:slug>.atom", feeds.topic_feed, name="topic_feed"),
]
