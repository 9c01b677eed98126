"""字体 typefaces: which families of this machine stand for those of the standard."""

from __future__ import annotations

import tomllib
from pathlib import Path

import typst

from zhida.documents.writing.notice.looks import Face

_WANTED = Path(__file__).parent / "typefaces.toml"
_HEAVY = Face.TITLE  # what stands in for 小标宋 is lighter: its bold comes nearer


class TypefaceError(Exception):
    """缺少字体: a PDF can't be set; the message says what is missing and what to do."""


class Typefaces:
    """字体: the fonts of the machine and of an office's folder. Raises `TypefaceError`."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise TypefaceError(f"字体文件夹“{folder}”不存在。")
        paths = [folder] if folder is not None else []
        self.fonts = typst.Fonts(font_paths=paths)
        self._families = frozenset(self.fonts.families())

    def faces(self) -> dict[str, dict[str, object]]:
        """Families and weight for each face, those of the standard first."""
        wanted: dict[str, list[str]] = tomllib.loads(_WANTED.read_text("utf-8"))
        here = {face: [one for one in wanted[face] if one in self._families] for face in Face}
        known = list(dict.fromkeys(one for each in here.values() for one in each))
        if not known:
            raise TypefaceError(
                "没有找到中文字体，无法排版PDF。请安装 Noto CJK（Debian 的 fonts-noto-cjk），"
                "或把仿宋_GB2312、方正小标宋简体、黑体、楷体_GB2312的字体文件放入一个文件夹，"
                "并指定该文件夹。"
            )
        return {
            face.value: {
                "families": [*here[face], *(one for one in known if one not in here[face])],
                "weight": "bold" if face is _HEAVY else "regular",
            }
            for face in Face
        }
