"""启用的目录 installed: versions of a directory in the data folder, and which of them is in force.

A version is a folder that is never changed: directory, code tables, policies, measurement, each
file's SHA-256 in `version.json`. `current` names the one in force; a running server sees the change
with the next question.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhida.platform.configuration import configuration
from zhida.platform.errors import NotReady

if TYPE_CHECKING:
    from zhida.dip import Ready
    from zhida.engines.dip.measured import Measured

_CODES = (
    "properties.csv", "procedure_limits.csv", "excluded_principal.csv", "diagnoses.csv",
    "procedures.csv", "diagnoses.xlsx", "procedures.xlsx", "dx_limits.csv", "import.json",
)  # fmt: skip
_KEPT = 4
"""So many versions stay loaded: the one in force, and two that are compared."""
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Version:
    """目录版本: by its fingerprint over all files; `files` the SHA-256 of each."""

    version: str
    name: str
    directory: str
    groups: int
    mixed: int
    installed: str
    policies: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InForce:
    """启用的目录: a version made ready; `measured` where points were installed with it."""

    version: Version
    folder: Path
    ready: Ready
    measured: Measured | None

    @property
    def codes(self) -> Path:
        """The folder of its code tables."""
        return self.folder / "codes"


def home() -> Path:
    """The folder of all versions."""
    return configuration().data_folder / "dip"


def install(
    directory: Path,
    codes: Path | None,
    scores: Path | None,
    policies: Mapping[str, str],
    now: datetime.datetime,
) -> Version:
    """启用: read all files, keep them as a version, and put it in force.

    Raises EngineError for what can't be used; then nothing is kept and nothing changes.
    """
    from zhida import dip
    from zhida.engines.dip.directory import Layer, fingerprint, read_directory
    from zhida.engines.dip.measured import read_measured
    from zhida.engines.dip.quality import read_quality_tables
    from zhida.engines.dip.side_tables import read_codes
    from zhida.engines.errors import EngineError

    rules = read_directory(directory)
    read_codes(codes)
    read_quality_tables(codes)
    dip.policy(now.date(), policies)
    print_ = fingerprint(rules)
    if scores is not None and read_measured(scores).directory != print_:
        raise EngineError(f"“{scores.name}”是按另一份目录测算的。请用同一份目录重新测算")
    taken = {"directory.csv": directory} | ({"measured.json": scores} if scores else {})
    if codes is not None:
        taken |= {f"codes/{name}": codes / name for name in _CODES if (codes / name).is_file()}
    files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in taken.items()}
    whole = hashlib.sha256(repr((sorted(files.items()), sorted(policies.items()))).encode())
    made = Version(
        whole.hexdigest()[:16], directory.stem, print_, len(rules),
        sum(rule.layer is Layer.MIXED for rule in rules), now.isoformat(timespec="seconds"), dict(policies), files,
    )  # fmt: skip
    _keep(made, taken)
    return made


def versions() -> list[Version]:
    """所有版本: the newest first."""
    found = [_version(path.parent) for path in home().glob("*/version.json")]
    return sorted(found, key=lambda each: (each.installed, each.version), reverse=True)


def current() -> str:
    """The version in force, "" where none is."""
    try:
        return (home() / "current").read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def in_force() -> InForce:
    """启用的目录. Raises NotReady where none is; loaded once in a process, again when it changes."""
    version = current()
    if not version:
        raise NotReady("还没有启用病种目录：请由系统管理员用 zhida dip install 启用")
    return made_ready(version)


def made_ready(version: str) -> InForce:
    """一版目录: in force or not. Raises NotReady where it was never installed, or was changed since."""
    if not (version.isalnum() and (home() / version).is_dir()):
        raise NotReady(f"没有启用过病种目录“{version}”")
    with _loading:
        return _loaded(home() / version)


@lru_cache(maxsize=_KEPT)
def _loaded(folder: Path) -> InForce:
    from zhida import dip
    from zhida.engines.dip.measured import read_measured

    version = _version(folder)
    for name, digest in version.files.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise NotReady(f"启用的病种目录（{version.version}）的文件{name}被改动：请重新启用")
    day = datetime.datetime.fromisoformat(version.installed).date()
    ready = dip.grouper(
        folder / "directory.csv",
        codes=folder / "codes" if (folder / "codes").is_dir() else None,
        policy=dip.policy(day, version.policies),
    )
    scores = folder / "measured.json"
    return InForce(version, folder, ready, read_measured(scores) if scores.is_file() else None)


def _version(folder: Path) -> Version:
    return Version(**json.loads((folder / "version.json").read_text("utf-8")))


def _keep(version: Version, taken: Mapping[str, Path]) -> None:
    folder = home() / version.version
    if not folder.is_dir():
        draft = home() / f".{version.version}.part"
        shutil.rmtree(draft, ignore_errors=True)
        (draft / "codes").mkdir(parents=True)
        for name, path in taken.items():
            shutil.copyfile(path, draft / name)
        told = {name: getattr(version, name) for name in Version.__slots__}
        (draft / "version.json").write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        os.replace(draft, folder)
    current = home() / ".current.part"
    current.write_text(version.version + "\n", encoding="utf-8")
    os.replace(current, home() / "current")
