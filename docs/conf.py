"""The manual: what Sphinx is to build, and the pages made from the program itself."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# The platform's modules can be described without a database, but not without settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
os.environ.setdefault("ZHIDA_DATABASE_URL", "postgresql://zhida_app@nowhere/zhida")
os.environ.setdefault("ZHIDA_SECRET_KEY", "of the manual alone")

import django

from pages import write_pages

django.setup()

project = "直达 Zhida"
author = "Zhida contributors"
version = release = version_of("zhida")
language = "zh_CN"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"直达 Zhida {version}"
html_show_sphinx = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["manual.css"]

autodoc_typehints = "signature"
autodoc_member_order = "bysource"

write_pages(Path(__file__).parent / "reference" / "generated")
