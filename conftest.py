"""What must be set before any module of the platform is imported, by tests and doctests alike."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Nobody's real installation: the tests start a server of their own and point Django at it
# (tests/postgresql.py); until then there is no database to reach.
os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
_folder = tempfile.mkdtemp(prefix="zhida-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["ZHIDA_DATA_FOLDER"] = _folder
os.environ["ZHIDA_SECRET_KEY"] = "of the tests alone"
os.environ["ZHIDA_DATABASE_URL"] = "postgresql://zhida_app@nowhere/zhida"
os.environ["ZHIDA_OWNER_DATABASE_URL"] = "postgresql://zhida_owner@nowhere/zhida"

import django  # noqa: E402 - what stands above must come first

django.setup()

from django.conf import global_settings, settings  # noqa: E402 - once it is set up

# Tests sign in a thousand times over; what a real hash costs is paid where it is what is tried.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.PASSWORD_HASHERS += global_settings.PASSWORD_HASHERS

pytest_plugins = ("tests.postgresql",)

# It takes the owner's connection away from the whole process, as a server's should.
collect_ignore = ["src/zhida/platform/wsgi.py"]
