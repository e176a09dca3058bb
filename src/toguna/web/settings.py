"""Settings of the web site, all taken from the environment (docs/reference/settings.md)."""

from __future__ import annotations

from toguna.messages import LOCALE_DIR
from toguna.web.environment import Environment

ENV = Environment.read()

DEBUG = False
SECRET_KEY = ENV.secret_key()
ALLOWED_HOSTS = ENV.hosts
CSRF_TRUSTED_ORIGINS = ENV.trusted_origins
ROOT_URLCONF = "toguna.web.urls"
WSGI_APPLICATION = "toguna.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "toguna.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    *(["procrastinate.contrib.django"] if ENV.on_postgresql else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "toguna.web.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "toguna.web.middleware.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "toguna.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "toguna.web.middleware.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toguna.web.context.site",
            ],
            "builtins": ["toguna.web.templatetags.toguna"],
        },
    }
]

DATABASES = {"default": ENV.database()}
PROCRASTINATE_IMPORT_PATHS = ["toguna.web.workers"]

# The office's own time; Bamako is on UTC all the year.
USE_TZ = True
TIME_ZONE = ENV.time_zone
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [LOCALE_DIR]
FORMAT_MODULE_PATH = "toguna.web.formats"
LANGUAGE_COOKIE_NAME = "toguna_language"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

AUTH_USER_MODEL = "web.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "toguna.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
# Wide by address, as a whole hall may have one; narrow limits are in `toguna.web.accounts`.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "300/m/ip,60/h/key"}
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.behind_proxy else 0
MFA_ADAPTER = "toguna.web.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Toguna"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https
SOCIALACCOUNT_PROVIDERS = ENV.identity_providers()
SOCIALACCOUNT_ADAPTER = "toguna.web.accounts.IdentityAdapter"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 3 * 24 * 3600  # a workshop lasts three days
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_proxy else None

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a bulk action over 5,000 observations
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "toguna.web.uploads.LimitedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

CACHES = {"default": ENV.cache()}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "toguna.web.logs.Discreet"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
TOGUNA = ENV
