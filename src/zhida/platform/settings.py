"""Django's settings, made of the typed configuration."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from zhida.platform.configuration import Configuration, configuration
from zhida.platform.database import addresses, django_settings
from zhida.platform.errors import NotReady
from zhida.platform.safety import LOOPBACK


def carried_by(package: str) -> Path:
    """The folder of an installed package, which is not imported for the files that it carries."""
    found = find_spec(package)
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _secret(configured: Configuration) -> str:
    """The key that is configured, or one of this installation's own, made once."""
    if configured.secret_key:
        return configured.secret_key.get_secret_value()
    file = configured.data_folder / "secret-key"
    configured.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written whole before it has its name: two processes may start at once.
    part = file.with_name(f"{file.name}.{os.getpid()}")
    if not file.exists():
        with open(part, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
            opened.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(part, file)
        part.unlink()
    return file.read_text(encoding="ascii")


def origin_of(address: str) -> list[str]:
    """Scheme and host of an address; none of none."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def site_provider(configured: Configuration) -> dict[str, object]:
    """What the sign-in library wants to know of the site's own sign-on; nothing where there is none."""
    if not configured.oidc_issuer:
        return {}
    if not (configured.oidc_client_id and configured.oidc_client_secret):
        raise NotReady(
            "设了 ZHIDA_OIDC_ISSUER，还须设 ZHIDA_OIDC_CLIENT_ID 和 ZHIDA_OIDC_CLIENT_SECRET"
        )
    app = {
        "provider_id": "site",
        "name": configured.oidc_name,
        "client_id": configured.oidc_client_id,
        "secret": configured.oidc_client_secret.get_secret_value(),
        "settings": {"server_url": configured.oidc_issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


_configured = configuration()
_addresses = addresses(_configured)

SECRET_KEY = _secret(_configured)
DEBUG = _configured.debug
ALLOWED_HOSTS = list(_configured.allowed_hosts)
DATABASES = {"default": django_settings(_addresses.app)}
if _addresses.owner:
    DATABASES["owner"] = django_settings(_addresses.owner)

DATABASE_ROUTERS = ["zhida.platform.routing.Router"]

# An app knows only those before it.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks_db",
    "ninja",
    "zhida.platform.regions",
    "zhida.platform.access",
    "zhida.platform.journal",
    "zhida.platform.accounts",
    "zhida.platform.drafts",
    "zhida.platform.jobs",
    "zhida.platform.notices",
    "zhida.platform.ledger",
    "zhida.platform.allocation",
    "zhida.platform.execution",
    "zhida.platform.obligations",
    "zhida.platform.performance",
    "zhida.platform.dip",
    "zhida.platform.reports",
    "zhida.platform.api",
]
AUTH_USER_MODEL = "access.User"
MIDDLEWARE = [
    "zhida.platform.monitoring.middleware.watch",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhida.platform.pages.headers.quiet",
    "zhida.platform.pages.addresses.plain_address",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhida.platform.pages.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhida.platform.drafts.keeping.keep_unsent",
    "zhida.platform.accounts.gates.idle_gate",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zhida.platform.accounts.gates.duty_gate",
]

# Sign-in: by name and password, then a second factor for who has one (accounts/).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username",)}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "zhida.platform.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = True
# A bureau leaves through one address: names are locked (accounts/locking.py), not addresses.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
MFA_ADAPTER = "zhida.platform.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "zhida.platform.accounts.factor.FactorForm",
    "reauthenticate": "zhida.platform.accounts.factor.FactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "直达"
MFA_TOTP_TOLERANCE = 1
# A site's own sign-on, where it has one (accounts/site_sign_on.py).
SITE_SIGN_ON = _configured.oidc_name if _configured.oidc_issuer else ""
OIDC_CLAIM = _configured.oidc_claim
SOCIALACCOUNT_ADAPTER = "zhida.platform.accounts.site_sign_on.SiteAdapter"
SOCIALACCOUNT_PROVIDERS = site_provider(_configured)
SECOND_FACTOR_DEMANDED = _configured.second_factor_demanded
LOCK_AFTER = _configured.lock_after
LOCK_MINUTES = _configured.lock_minutes
IDLE_SECONDS = _configured.idle_minutes * 60

# What a browser is told, so that a page can do no more than pages of ours do.
_secure = _configured.https is not None or any(host not in LOOPBACK for host in ALLOWED_HOSTS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _secure else []
# Those who watch the service ask it directly, behind the proxy.
SECURE_SSL_REDIRECT = _configured.https is not None
SECURE_REDIRECT_EXEMPT = ["^health$", "^ready$", "^metrics$"]
SECURE_HSTS_SECONDS = _configured.hsts_seconds
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "zhida.platform.drafts.keeping.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A browser also asks this of where a form is led on to.
        "form-action": [SELF, *origin_of(_configured.oidc_issuer)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
ROOT_URLCONF = "zhida.platform.urls"
WSGI_APPLICATION = "zhida.platform.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhida.platform.pages.context.frame",
                "zhida.platform.accounts.site_sign_on.offered",
                "zhida.platform.drafts.keeping.offered",
            ],
            "builtins": ["zhida.platform.pages.tags"],
        },
    }
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 400 * 24 * 3600
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATICFILES_DIRS = [
    Path(__file__).parent / "static",
    ("plotly", carried_by("plotly") / "package_data"),
]
# Served as they lie in the packages: nothing is collected or built.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Long work waits in the database, and is committed with what asked for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
