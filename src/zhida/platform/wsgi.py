"""The application as a server calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from zhida.platform.configuration import configuration
from zhida.platform.safety import insist

insist(configuration())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
application = get_wsgi_application()
# Pages never migrate: what owns the tables is out of their reach.
connections.settings.pop("owner", None)
# A page that can't be imported is told now, not to who asks for the first one.
assert get_resolver().url_patterns
