"""The same installation served by a plain Django project: the middleware of `startproject`, sessions in the database."""

from hub.settings import *  # noqa: F403 -- everything else is equal by intent

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.plain.apps.PlainConfig"]  # noqa: F405
ROOT_URLCONF = "benchmarks.plain.urls"
# allauth refuses to be set up without its middleware; the poster puts this list in its place afterwards.
PLAIN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
