"""The application as a server calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
application = get_wsgi_application()
# Pages never migrate: what owns the tables is out of their reach.
connections.settings.pop("owner", None)
