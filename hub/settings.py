"""Settings, read from the environment; `.env.example` lists every name.

`DEBUG=1` (set by `make run` and the tests) gives safe defaults for one machine. Without it the four values that
protect people must be given, or the process refuses to start.
"""

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)


def required(name: str, debug_value: str) -> str:
    """The environment value `name`; outside DEBUG it must be set. Read raw: django-environ would expand a leading `$`."""
    value = os.environ.get(name, "")
    if value:
        return value
    if DEBUG:
        return debug_value
    raise ImproperlyConfigured(f"{name} is not set. Set it in the environment or in .env; .env.example explains it.")


SECRET_KEY = required("SECRET_KEY", "debug-only-secret-key-of-a-development-machine-never-used-elsewhere")
LEARNER_PEPPER = required("LEARNER_PEPPER", "debug-only-pepper")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "127.0.0.1,localhost,.localhost,testserver").split(",")
DATABASES = {"default": environ.Env.db_url_config(required("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

# Plain http is for DEBUG on this machine only; everything else is https with `__Host-` cookies.
HTTPS = env.bool("HTTPS", default=not DEBUG)

INSTALLED_APPS = [
    "hub.apps.HubConfig",
    "sponsors.apps.SponsorsConfig",
    "articles.apps.ArticlesConfig",
    "quizzes.apps.QuizzesConfig",
    "surveys.apps.SurveysConfig",
    "hub.apps.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "crispy_forms",
    "django_prose_editor",
    "content_editor",
    "js_asset",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "hub.middleware.SecurityHeaders",
    "hub.unreadable_input.UnreadableInput",
    "hub.outages.DatabaseOutages",
    "hub.exports.delivery.WholeDownloads",
    "django.middleware.security.SecurityMiddleware",
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),  # runserver serves the sources itself
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hub.middleware.LearnerOfDevice",
    "hub.middleware.CurrentHub",
    "hub.middleware.StaffSecondFactor",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context_processors.hub",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "hubforms"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["hubforms"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://django_cache"),
    # Counts of requests, in the memory of each process: see hub.counters.
    "counters": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# People and sign-in.
AUTH_USER_MODEL = "hub.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
# Public pages are the same for everybody: only a page of one's own can say that one is signed in, or out.
LOGIN_REDIRECT_URL = "account_email"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hub.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# Codes, not links: they work on any device, and a mail then holds no address to forge.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # mail may be slow
# Failed log-ins in 15 minutes, by name and by address; a log-in that succeeds is not counted.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,10/15m/ip", "login": "60/m/ip"}
ACCOUNT_FORMS = {
    "add_email": "hub.sign_in_forms.AddEmailForm",
    "change_password": "hub.sign_in_forms.ChangePasswordForm",
    "login": "hub.sign_in_forms.LoginForm",
    "reauthenticate": "hub.sign_in_forms.ReauthenticateForm",
    "request_login_code": "hub.sign_in_forms.RequestLoginCodeForm",
    "reset_password": "hub.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "hub.sign_in_forms.ResetPasswordKeyForm",
    "set_password": "hub.sign_in_forms.SetPasswordForm",
    "signup": "hub.sign_in_forms.SignupForm",
}
MFA_FORMS = {
    "activate_totp": "hub.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "hub.sign_in_forms.AddWebAuthnForm",
    "authenticate": "hub.sign_in_forms.AuthenticateForm",
    "reauthenticate": "hub.sign_in_forms.ReauthenticateMFAForm",
}
MFA_ADAPTER = "hub.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A code counts one step of 30 s longer, as RFC 6238 (5.2) advises: reading and typing takes time.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", default=False)

# Language and time. A hub has its own language and zone; these are the installation's.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# Files.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
LARGEST_VIDEO_MB = env.int("LARGEST_VIDEO_MB", default=500)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Security. The Content-Security-Policy comes from `hub.middleware`, the same on every Django version.
PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{PREFIX}sid"
CSRF_COOKIE_NAME = f"{PREFIX}csrf"
LEARNER_COOKIE_NAME = f"{PREFIX}lid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=HTTPS)
N_PROXIES = env.int("N_PROXIES", default=1) if env.bool("BEHIND_PROXY", default=False) else 0
if N_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = N_PROXIES
# Forms and page counts a minute that a worker takes, see hub.rate_limits; 0 sets no limit.
RATE_LIMIT_PER_LEARNER = env.int("RATE_LIMIT_PER_LEARNER", default=60)
RATE_LIMIT_PER_ADDRESS = env.int("RATE_LIMIT_PER_ADDRESS", default=1_000)
RATE_LIMIT_OPEN_FORMS = env.int("RATE_LIMIT_OPEN_FORMS", default=30)
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "hub.views.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# Mail.
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.console.EmailBackend"
    if DEBUG
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="hub@localhost")
# Where links in mails of a hub without a domain lead: no request tells a mail its host.
BASE_URL = env.str(
    "BASE_URL",
    default="http://127.0.0.1:8000"
    if DEBUG
    else f"https://{next((host for host in ALLOWED_HOSTS if host[0] not in '.*'), 'localhost')}",
).rstrip("/")

# Money that readers may pledge. No card data is asked or stored anywhere.
CONTRIBUTION_CURRENCIES = env.list("CONTRIBUTION_CURRENCIES", default=["EUR", "USD", "GBP", "CHF"])
if bad := [code for code in CONTRIBUTION_CURRENCIES if not re.fullmatch("[A-Z]{3}", code)]:
    raise ImproperlyConfigured(f"CONTRIBUTION_CURRENCIES holds codes of ISO 4217, such as EUR; these are none: {bad}")

# Services that editors may ask for references. Readers' pages ask nobody.
DOI_RESOLVER_URL = env.str("DOI_RESOLVER_URL", default="https://doi.org")
CLINICALTRIALS_URL = env.str("CLINICALTRIALS_URL", default="https://clinicaltrials.gov")
PUBMED_CSL_URL = env.str("PUBMED_CSL_URL", default="https://pmc.ncbi.nlm.nih.gov/api/ctxp/v1/pubmed/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
