"""官方工作簿 workbook: directory, mixed groups, dictionaries and properties, read from xlsx.

What is written can be used by every step; each row keeps the workbook's sheet and row in its last
column, so that an explanation of a case names them. `import.json` holds the workbook's SHA-256.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhida.core.finding_tables import difference_of, finding_of
from zhida.core.findings import Finding
from zhida.core.provenance import Source
from zhida.data import load
from zhida.engines.dip.codes import PROPERTIES
from zhida.engines.dip.directory import COLUMNS, SOURCE, Layer, Rule, fingerprint, parse_directory
from zhida.engines.dip.notation import written
from zhida.engines.dip.sheets import Row, Sheet, read_sheets, sha256
from zhida.engines.dip.workbook_sheets import Known, expected, recognize
from zhida.engines.errors import EngineError, unwritable

DIRECTORY = "directory.csv"
FILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "comorbidity": ("comorbidity.csv", ("code", "name", "points")),
    "severity": ("severity.csv", ("code", "name", "class")),
    "properties": ("properties.csv", ("code", "property")),
    "limits": ("procedure_limits.csv", ("code", "kind", "scope")),
    "excluded": ("excluded_principal.csv", ("code", "name")),
}
"""Which file each kind of sheet becomes, and its columns; the directory's are `COLUMNS`."""
_TOTALS = ("合计", "总计", "共计")


@dataclass(frozen=True, slots=True)
class Imported:
    """读入的工作簿: texts of files by name, rows of each sheet, the directory, what is wrong."""

    file: str
    sha256: str
    texts: Mapping[str, str]
    sheets: tuple[tuple[str, str, int], ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


def read_workbook(path: Path) -> Imported:
    """读工作簿: raises EngineError naming sheet and row of what can't be read, FaultyDirectory for
    a directory that contradicts itself; what doesn't foot is a finding."""
    sheets = read_sheets(path)
    known = [found for sheet in sheets if (found := recognize(sheet))]
    if not known:
        told = "；".join(f"工作表“{sheet.name}”{expected(sheet)}" for sheet in sheets)
        raise EngineError(f"“{path.name}”里没有认得的工作表：{told or '没有工作表'}")
    named = {each.sheet.name for each in known}
    findings = [_strange(sheet) for sheet in sheets if sheet.name not in named and sheet.lines]
    texts = {}
    lines = [line for each in known if each.kind in ("directory", "mixed") for line in _rules(each)]
    rules: tuple[Rule, ...] = ()
    if lines:
        texts[DIRECTORY] = _csv((*COLUMNS, SOURCE), lines)
        rules = parse_directory(texts[DIRECTORY], path.name)
        findings += _footing(known, rules)
    for kind, (file, columns) in FILES.items():
        rows = [row for each in known if each.kind == kind for row in _side(each, columns)]
        if rows:
            _refuse_repeated(rows)
            texts[file] = _csv((*columns, SOURCE), rows)
    counts = tuple((each.sheet.name, each.kind, sum(1 for _ in each.rows())) for each in known)
    return Imported(path.name, sha256(path), texts, counts, rules, tuple(findings))


def write_imported(found: Imported, folder: Path) -> None:
    """写出: the files and `import.json` into a new or empty folder, all or nothing."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EngineError(f"“{folder}”不是空文件夹。请换一个文件夹")
    told = {
        "file": found.file,
        "sha256": found.sha256,
        "directory": fingerprint(found.rules) if found.rules else "",
        "sheets": [dict(zip(("name", "kind", "rows"), each, strict=True)) for each in found.sheets],
        "findings": [{"code": each.code, "sentence": each.sentence} for each in found.findings],
    }
    draft = folder.with_name(f".{folder.name}.part")
    try:
        draft.mkdir()
        for name, text in found.texts.items():
            (draft / name).write_text(text, encoding="utf-8")
        (draft / "import.json").write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        if folder.exists():
            folder.rmdir()
        os.replace(draft, folder)
    except OSError as wrong:
        raise unwritable(folder, wrong) from wrong


def _rules(known: Known) -> Iterator[list[str]]:
    for row in known.rows():
        code = row.text("code")
        layer = "MIXED" if known.kind == "mixed" else _layer(row, code)
        main, related = _cell(row.code("main"), "|"), _cell(row.code("related"), "+")
        cells = {
            "code": code, "name": row.text("name"), "layer": layer,
            "dx": _cell(row.code("dx"), "|").replace("~", "-"), "main": main, "related": related,
            "secondary": _cell(row.code("secondary"), "|").replace("~", "-"),
            "sex": {"男": "1", "女": "2"}.get(row.text("sex"), row.text("sex")),
            "treatment": row.text("treatment"),
        }  # fmt: skip
        yield [*(cells.get(name, row.text(name)) for name in COLUMNS), row.place]


def _layer(row: Row, code: str) -> str:
    """By its own column, else by the prefix of the group's code."""
    said = row.text("layer")
    for each in load("dip_layer_words"):
        if said and each["kind"] == "word" and each["word"] in said:
            return each["layer"]
        if not said and each["kind"] == "prefix" and code.upper().startswith(each["word"]):
            return each["layer"]
    raise EngineError(
        f"{row.place}的病种{code}看不出层次（{said or '没有病种类型，编码前缀也不认得'}）。"
        "请填写病种类型：先期、合并、辅助、基本、综合"
    )


def _side(known: Known, columns: Sequence[str]) -> Iterator[list[str]]:
    for row in known.rows():
        code = written(row.code("code"))
        if not code:
            raise EngineError(f"{row.place}没有代码")
        cells = {name: row.text(name) for name in columns} | {"code": code}
        match known.kind:
            case "properties" if cells["property"] not in PROPERTIES:
                raise EngineError(
                    f"{row.place}的属性“{cells['property']}”不是{'、'.join(PROPERTIES)}之一"
                )
            case "comorbidity" if not (cells["points"].isascii() and cells["points"].isdigit()):
                raise EngineError(f"{row.place}的指数分值“{cells['points']}”不是整数")
            case "limits":
                cells["kind"] = _limit(row, cells["kind"])
                cells["scope"] = _cell(cells["scope"], "|").replace("~", "-")
        yield [*(cells[name] for name in columns), row.place]


def _limit(row: Row, said: str) -> str:
    """The rule types of the national list; which words are in it decides."""
    if "保守" in said:
        return "removed"
    if "不可作为主要" in said or "限范围" in said:
        return "not_main"
    raise EngineError(
        f"{row.place}的规则“{said}”不认得，应为按保守治疗入组、不可作为主要手术操作、限范围可作主要手术操作之一"
    )


def _cell(text: str, joint: str) -> str:
    """The codes of a cell, whatever separates them, as a directory file writes them."""
    for sign in "、，,；;\n/":
        text = text.replace(sign, joint)
    parts = [part.strip() for part in text.split(joint)]
    return joint.join(part for part in parts if part)


def _refuse_repeated(rows: Sequence[Sequence[str]]) -> None:
    first: dict[str, str] = {}
    for row in rows:
        if row[0] in first:
            raise EngineError(f"{row[-1]}的代码{row[0]}与{first[row[0]]}重复")
        first[row[0]] = row[-1]


def _strange(sheet: Sheet) -> Finding:
    source = Source(sheet.file, sheet=sheet.name)
    return _finding("DW04", f"工作表“{sheet.name}”没有读入：{expected(sheet)}", sources=[source])


def _footing(known: Sequence[Known], rules: Sequence[Rule]) -> Iterator[Finding]:
    """What the workbook's own table of numbers says, held against itself and the directory."""
    tables = [each for each in known if each.kind == "summary"]
    if not tables:
        yield _finding("DW05", "工作簿里没有数量表，不能核对目录是否齐全")
    counted = Counter(rule.layer for rule in rules)
    for table in tables:
        total: tuple[int, Source] | None = None
        parts: list[tuple[str, int]] = []
        for row in table.rows():
            source = Source(table.sheet.file, sheet=table.sheet.name, row=row.line)
            count = _number(row)
            if any(word in row.text("part") for word in _TOTALS):
                total = (count, source)
                continue
            parts.append((row.text("part"), count))
            layer = _layer_named(row.text("part"))
            if layer is not None and counted[layer] != count:
                said = f"{row.text('part')}，数量表写{count}个，目录里有{counted[layer]}个"
                yield _finding("DW02", said, count, counted[layer], [source])
        whole = sum(count for _, count in parts)
        if total is not None and whole != total[0]:
            sums = "＋".join(str(count) for _, count in parts)
            said = f"数量表各部分{sums}＝{whole}，合计写{total[0]}，相差{abs(whole - total[0])}"
            yield _finding("DW01", said, total[0], whole, [total[1]])
        if total is not None and len(rules) not in (whole, total[0]):
            said = f"数量表合计{total[0]}个，目录里有{len(rules)}个"
            yield _finding("DW03", said, total[0], len(rules), [total[1]])


def _number(row: Row) -> int:
    text = row.text("count").replace(",", "").replace("，", "").removesuffix("个")
    if not (text.isascii() and text.isdigit()):
        raise EngineError(f"{row.place}的数量“{row.text('count')}”不是整数")
    return int(text)


def _layer_named(part: str) -> Layer | None:
    for each in load("dip_layer_words"):
        if each["kind"] == "word" and each["word"] in part:
            return Layer[each["layer"]]
    return None


def _finding(
    code: str,
    sentence: str,
    expected_: int | None = None,
    found: int | None = None,
    sources: Sequence[Source] = (),
) -> Finding:
    difference = difference_of(expected_, found)
    return finding_of("dip_import_findings", code, sentence, expected_, found, difference, sources)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
