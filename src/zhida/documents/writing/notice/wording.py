"""行文 wording: the words of an issued notice, which a bureau can change without code.

A folder holds `letter.jinja`, whose lines are the paragraphs of the letter, and
`words.toml`, the words of heads and labels.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypedDict

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

STANDARD = Path(__file__).parent / "templates"


class WordingError(Exception):
    """行文模板有误: a folder of wordings can't be used; the message says why."""


class FlagWords(TypedDict):
    """标识 flag: `scope` names the part of the money that has it, "" where it is all of it."""

    words: str  # 01中央直达资金
    label: str  # 中央直达资金
    tracked: bool
    scope: str


class Statement(TypedDict):
    """所述 statement: what `letter.jinja` may use; "" or empty where the notice has nothing."""

    act: str  # 提前下达, 下达, 拨付
    year: int
    source: str  # whose money it is, "" where its parts say so
    fund: str  # the fund with its part in brackets
    total: str  # 115万元
    parts: str  # 中央财政补助资金100万元，彩票公益金15万元
    basis: str  # 《…》（财社〔2024〕60号）
    codes: str
    flags: list[FlagWords]
    projects: list[str]  # 项目代码…，项目名称“…”
    availability: str  # 该资金待2024年预算年度开始后，方可使用
    duties: list[str]  # 于2024年7月12日前向市财政局报送资金分配情况
    allocation_label: str  # 1, or 1、2
    targets_label: str


@dataclass(frozen=True)
class Wording:
    """行文: the words of one folder. Raises `WordingError` where the folder is unusable."""

    folder: Path = STANDARD

    def word(self, part: str, name: str) -> str:
        """A word of `words.toml`.

        >>> Wording().word("allocation", "place")
        '地区'
        """
        found = self._part(part).get(name)
        if not isinstance(found, str):
            raise WordingError(f"{self.folder / 'words.toml'}：[{part}] 中缺少 {name}")
        return found

    def words(self, part: str, name: str) -> tuple[str, ...]:
        """A list of words of `words.toml`."""
        found = self._part(part).get(name)
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise WordingError(f"{self.folder / 'words.toml'}：[{part}] 的 {name} 应为一列词语")
        return tuple(found)

    def pairs(self, part: str, name: str) -> tuple[tuple[str, str], ...]:
        """A table of `words.toml`, in its order."""
        found = self._part(part).get(name)
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise WordingError(f"{self.folder / 'words.toml'}：[{part}] 中缺少 {name} 表")
        return tuple(found.items())

    def choice(self, part: str, name: str, key: str) -> str:
        """The word that a table of `words.toml` gives for a key, else the key itself."""
        found = self._part(part).get(name)
        chosen = found.get(key, key) if isinstance(found, dict) else key
        return str(chosen)

    @cached_property
    def unbroken(self) -> tuple[str, ...]:
        """The words that the lines of a title don't part."""
        return self.words("letter", "unbroken")

    def paragraphs(self, statement: Statement) -> tuple[str, ...]:
        """正文: the paragraphs of a letter."""
        path = self.folder / "letter.jinja"
        try:
            text = _letters(self.folder).get_template(path.name).render(**statement)
        except (TemplateError, OSError, UnicodeDecodeError) as error:
            raise WordingError(f"{path}：{error}") from error
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    @cached_property
    def _words(self) -> dict[str, object]:
        """The words of the folder; what an older copy of it lacks is the standard's."""
        path = self.folder / "words.toml"
        try:
            own = _words_of(path, path.stat().st_mtime_ns)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise WordingError(f"{path}：{error}") from error
        return own if self.folder == STANDARD else _completed(own, Wording()._words)

    def _part(self, part: str) -> dict[str, object]:
        found = self._words.get(part)
        if not isinstance(found, dict):
            raise WordingError(f"{self.folder / 'words.toml'}：缺少 [{part}]")
        return found


@lru_cache(maxsize=16)
def _letters(folder: Path) -> SandboxedEnvironment:
    """The templates of a folder; one that has changed is read anew."""
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


@lru_cache(maxsize=16)
def _words_of(path: Path, _changed: int) -> dict[str, object]:
    """The words of a file as it was when it was last changed."""
    return tomllib.loads(path.read_text("utf-8"))


def _completed(own: dict[str, object], standard: dict[str, object]) -> dict[str, object]:
    """A folder's words, part by part, with those of the standard for what is missing."""
    whole = dict(standard)
    for part, words in own.items():
        given = standard.get(part)
        if isinstance(words, dict) and isinstance(given, dict):
            whole[part] = {**given, **words}
        else:
            whole[part] = words
    return whole
