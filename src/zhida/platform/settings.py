"""Django's settings, made of the typed configuration."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from zhida.platform.configuration import Configuration, configuration
from zhida.platform.database import addresses, django_settings


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


_configured = configuration()
_addresses = addresses(_configured)

SECRET_KEY = _secret(_configured)
DEBUG = _configured.debug
ALLOWED_HOSTS = list(_configured.allowed_hosts)
DATABASES = {"default": django_settings(_addresses.app)}
if _addresses.owner:
    DATABASES["owner"] = django_settings(_addresses.owner)

# An app knows only those before it.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "zhida.platform.regions",
    "zhida.platform.access",
    "zhida.platform.journal",
    "zhida.platform.notices",
    "zhida.platform.ledger",
    "zhida.platform.allocation",
    "zhida.platform.execution",
    "zhida.platform.obligations",
    "zhida.platform.performance",
    "zhida.platform.reports",
]
AUTH_USER_MODEL = "access.User"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
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
            ]
        },
    }
]
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
# Served as they lie in the packages: nothing is collected or built.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
