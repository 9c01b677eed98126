"""英文 messages: the words of the pages, gathered from templates, modules and core, for their English.

    PYTHONPATH=tools python -m messages     writes locale/en anew: keeps what is translated,
                                            drops what is gone, adds what is new, untranslated

The catalogue is compiled here too: a site needs no tool for it. No GNU gettext is asked for.
"""

from __future__ import annotations

import ast
import datetime
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

import zhida.core
from zhida.data import load
from zhida.platform.pages.labels import STEP

PLATFORM = Path(__file__).parents[1] / "src" / "zhida" / "platform"
PO = PLATFORM / "locale" / "en" / "LC_MESSAGES" / "django.po"
DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""The catalogue has no day of its own: the same words make the same file."""
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"))

LABELS = {
    "account_kinds": "name",
    "books": "name",
    "dip_choices": "name",
    "dip_insurances": "name",
    "dip_policies": "title",
    "indicator_levels": "canonical",
    "ledger_verbs": "name",
    "payee_kinds": "name",
    "permissions": "name",
}
"""The tables of data whose words stand on pages as labels, with their column."""
SAID = ("label", "colour", "word", "value")
"""By which of its attributes an enumeration's member is said."""
NAMES = (
    "STEPS", "STATUS", "FUNDING", "BUDGET", "SCHEME", "REGIME", "KIND_NAMES", "MEASURES", "TITLES",
    "MEASURE_COLUMNS", "SPREAD_COLUMNS", "COMPARED_COLUMNS", "QUALITY_COLUMNS", "RULE_COLUMNS",
)  # fmt: skip
"""Steps, and what reports call typed values."""
DOCUMENTS = (
    "zhida.documents.allocation.sheet",
    "zhida.documents.writing.words",
    "zhida.documents.writing.forms.origins",
    "zhida.engines.dip.codes",
    "zhida.engines.dip.differences",
    "zhida.engines.dip.directory",
    "zhida.engines.dip.flow",
    "zhida.engines.dip.result_columns",
)
"""Modules beside core that have such words."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def gathered() -> Catalog:
    """Every word of the pages, with the files that it stands in."""
    catalogue = Catalog(
        locale="en",
        header_comment="# English for the pages of PROJECT.",
        project="zhida",
        charset="utf-8",
        creation_date=DAY,
        revision_date=DAY,
        fuzzy=False,
    )
    for path in sorted([*PLATFORM.rglob("*.py"), *PLATFORM.rglob("*.html")]):
        where = path.relative_to(PLATFORM).as_posix()
        for message in _words(path):
            catalogue.add(message, locations=[(where, 0)])
    for where, said, context in labels():
        catalogue.add(said, locations=[(where, 0)], context=context or None)
    return catalogue


def labels() -> Iterator[tuple[str, str, str]]:
    """标签: what core, the tables of data and the choices of models call things: where, word, context."""
    for table, column in LABELS.items():
        yield from ((f"data/{table}.csv", row[column], "") for row in load(table))
    packages = pkgutil.walk_packages(zhida.core.__path__, "zhida.core.")
    for module in map(import_module, (*(each.name for each in packages), *DOCUMENTS)):
        where = module.__name__.removeprefix("zhida.").replace(".", "/")
        yield from ((f"{where}.py", *each) for each in _labels(module))
    for path in sorted(PLATFORM.rglob("*.py")):
        where = path.relative_to(PLATFORM).as_posix()
        yield from ((where, words, "") for words in _choices(path.read_text("utf-8")))


def _labels(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Of the enumerations, steps and names that a module defines, with the context."""
    for name, found in vars(module).items():
        if isinstance(found, type) and issubclass(found, Enum):
            own = found if found.__module__ == module.__name__ else ()
            said = [str(getattr(each, word, "")) for each in own for word in SAID]
            yield from ((words, "") for words in said if CHINESE.search(words))
        elif name in NAMES and isinstance(found, Mapping):
            for each in found.values():
                if isinstance(each, str):
                    yield each, ""
                elif hasattr(each, "label"):
                    yield each.label, STEP


def _choices(text: str) -> Iterator[str]:
    """The labels of Django's choices, read from the module's text: no database is asked for."""
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.ClassDef) and "TextChoices" in map(_name, each.bases):
            for line in each.body:
                value = getattr(line, "value", None)
                if isinstance(value, ast.Tuple) and isinstance(value.elts[-1], ast.Constant):
                    yield str(value.elts[-1].value)


def _name(base: ast.expr) -> str:
    return base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")


def _words(path: Path) -> Iterator[str | tuple[str, ...]]:
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = templatize(text)
    calls = extract_python(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for call in calls:
        function, found = str(call[1]), _texts(call[2])
        if found:
            yield tuple(found[:2]) if function.startswith("ngettext") else found[0]


def _texts(found: object) -> list[str]:
    """What a call names in so many words; nothing where it names a variable."""
    if isinstance(found, str):
        return [found]
    return [str(each) for each in found if each] if isinstance(found, list | tuple) else []


def merged() -> Catalog:
    """What is gathered, with the English that is there already."""
    catalogue = gathered()
    if PO.exists():
        with PO.open("rb") as file:
            before = read_po(file, locale="en")
        for message in catalogue:
            known = before.get(message.id, message.context) if message.id else None
            if known is not None:
                message.string = known.string
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """The words that have no English yet."""
    return [str(each.id) for each in catalogue if each.id and not any(_parts(each.string))]


def _parts(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Write both files, and say what still lacks its English."""
    catalogue = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, omit_header=False)
    PO.with_suffix(".mo").write_bytes(compiled(catalogue))
    lacking = untranslated(catalogue)
    print(f"{len(catalogue)} messages, {len(lacking)} without English")


if __name__ == "__main__":
    settings.configure()
    django.setup()
    main()
