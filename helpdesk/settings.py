"""Settings. Everything that differs between machines comes from the environment:

HELPDESK_VAR (folder for what the site writes), DATABASE_URL, DJANGO_SECRET_KEY, DJANGO_DEBUG, DJANGO_ALLOWED_HOSTS,
DJANGO_CSRF_TRUSTED_ORIGINS, HELPDESK_HTTPS (served behind a proxy that speaks https), HELPDESK_COLLECTED (static files
have been collected: serve the compressed ones under hashed names).
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from helpdesk.environment import editorial_database, flag, secret_key, words
from helpdesk.logs import logging_setup

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("HELPDESK_VAR") or BASE_DIR / "var")

DEBUG = flag("DJANGO_DEBUG")
SECRET_KEY = secret_key(VAR_DIR / "secret-key")
ALLOWED_HOSTS = words("DJANGO_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = words("DJANGO_CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "helpdesk.eligibility",
    "helpdesk.editions",
    "helpdesk.policies",
    "helpdesk.faq",
    "helpdesk.wizard",
    "helpdesk.pages",
    "helpdesk.publishing",
    "helpdesk.starter",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below whitenoise, whose files are compressed already. Public pages hold no secret that a length could give away.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "helpdesk.editions.middleware.EditionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Sessions, users and messages are for staff. They are lazy: a public page that does not ask never loads them.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "helpdesk.urls"
WSGI_APPLICATION = "helpdesk.wsgi.application"

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
            ],
        },
    },
]

# --- Databases: staff edit `default`; the public reads `edition`, a read-only file; `candidate` is one being built.
DATABASES = {
    "default": editorial_database(VAR_DIR / "editorial.sqlite3"),
    "edition": {"ENGINE": "helpdesk.editions.sqlite", "NAME": "edition", "CONN_MAX_AGE": None},
    "candidate": {"ENGINE": "helpdesk.editions.sqlite", "NAME": "candidate", "CONN_MAX_AGE": None},
}
DATABASE_ROUTERS = ["helpdesk.editions.router.EditionRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EDITIONS_DIR = VAR_DIR / "editions"
# What is derived from an edition's documents when it is built: called in this order.
EDITION_DERIVERS = [
    "helpdesk.policies.rulebook.derive", "helpdesk.policies.checks.derive", "helpdesk.policies.places.derive",
]  # fmt: skip

# --- Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "helpdesk" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "helpdesk.pages.bundle.BundleFinder",
]
COLLECTED = flag("HELPDESK_COLLECTED")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What readers send, a file each, until `collect_inbox` takes it: VAR_DIR/inbox, or OPTIONS {"location": ...}.
    "inbox": {"BACKEND": "helpdesk.pages.feedback.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = not COLLECTED

# --- What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],  # the empty icon in the page's head, which saves a request
        "object-src": [NONE],
    },
}
# No other site learns the address somebody came from. Not "no-referrer": with it a browser sends "Origin: null" on our
# own forms, and Django then refuses every sign-in and every save in the admin.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if flag("HELPDESK_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# The cookie of the forms that post (readers' messages, the admin) goes when the browser closes.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "helpdesk.pages.views.csrf.not_sent"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGGING = logging_setup(DEBUG)
