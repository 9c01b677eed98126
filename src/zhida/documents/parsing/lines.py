"""行的类型 lines: what a line of a notice is, by its shape alone.

Segmentation asks these questions of every paragraph. They are kept apart so
that one place says how a heading, a note or an imprint looks.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from zhida.documents.parsing.normalise import clean


class Line(Enum):
    """行的类型: the shape of a line."""

    EMPTY = auto()
    LABEL = auto()  # 附件1: alone
    LABELLED = auto()  # 附件1: with its title on the same line
    LIST = auto()  # 附件:1.… a list of attachments begins
    ITEM = auto()  # 2.…表 an item of such a list
    TITLE = auto()  # …分配表, …目标表 (the end of a title)
    SUBTITLE = auto()  # (2021年度)
    UNIT = auto()  # 单位:万元
    NOTE = auto()  # 备注:, 说明:, 注:
    IMPRINT = auto()  # 抄送, 印发, 公开方式
    FIELD = auto()  # 填报日期: a blank field above or below a form
    DATE = auto()  # 2020年3月27日 alone
    CLAUSE = auto()  # 一、… or a sentence of the letter
    CONTINUED = auto()  # 续表, 分配表(续): the table above goes on
    NUMBER = auto()  # 12 alone: a page number, or a cell of a table
    OTHER = auto()


LINKED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)\)?$", re.IGNORECASE)
"""The end of a line that links a file: that is not the annex itself."""

_DIGITS = r"[0-9一二三四五六七八九十]"
_PATTERNS: tuple[tuple[Line, re.Pattern[str]], ...] = tuple(
    (line, re.compile(pattern))
    for line, pattern in (
        (Line.NUMBER, r"\d{1,3}$"),
        (Line.CONTINUED, r"\(?续\s*表?\s*\d{0,2}\)?:?$|.{1,60}\(续\s*表?\s*\d{0,2}\)$"),
        (Line.LABEL, rf"[-*#]*\s*\(?附[件表录]{_DIGITS}*(?:[-—.之]{_DIGITS}+)?\)?[:.、]?$"),
        (Line.LIST, r"[-*#]*\s*附[件表]:\s*[1一][.、．:)]\s*\S.*$"),
        (
            Line.LABELLED,
            rf"[-*#]*\s*附[件表录](?:{_DIGITS}+(?:[-—.之]{_DIGITS}+)?\)?[:.、]?|:)\s*\S.*$",
        ),
        (
            Line.NOTE,
            r"(?:备\s*注|注|说\s*明|填[表报]说明|注意事项|填报要求)(?:\d|[一二三四])?[:.、]",
        ),
        (
            Line.IMPRINT,
            r"(?:抄\s*[送报]|主\s*送|分\s*送)[:]|.*印发$|\(?此件|信息公开选项|公开(?:方式|属性|选项|类型|形式)[:]|"
            r"(?:依申请|主动|不予)公开$|校对[:]|打字[:]|共印",
        ),
        (
            Line.DATE,
            rf"(?:\d{{4}}|[二〇○零一三四五六七八九十]{{4}})年{_DIGITS}{{1,3}}月{_DIGITS}{{1,3}}日$",
        ),
        (
            Line.SUBTITLE,
            r"(?:[(\[]\d{4}年?度?[)\]]|\d{4}年度?$|\d{4}年度)(?!.*(?:[。,;]|表$)).{0,14}$|\(.{1,40}\)$",
        ),
        (
            Line.UNIT,
            r"(?:(?:金额)?(?:计量|货币)?单位|金额)[:](?:人民币)?[百千万亿]*元|[(](?:金额)?单位[:]",
        ),
        (
            Line.FIELD,
            r"填[报表制](?:日期|单位|人|时间)|(?:单位|部门|公\s*章|盖章|负责人|经办人|联系(?:人|电话)|"
            r".{0,12}(?:盖章|签章|名称|公章|日期))[:)].{0,60}$",
        ),
        (Line.CLAUSE, r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|.*。"),
        (Line.ITEM, r"\d{1,2}[.、．)](?!\d)\s*\S+$"),
        (
            Line.TITLE,
            r"(?!.*[。;]).{0,90}(?:表|一览|清单|台账|反馈单|目标单|明细|方案|情况|汇总)"
            r"(?:[(\[](?!单位).{0,24}[)\]])?$",
        ),
    )
)


_PAGE_NUMBER = re.compile(r"[-—·第/\s]+\d{1,3}[-—·页/\s]*$|\d{1,3}\s*[-—·页/]+$")


def line_of(text: str) -> Line:
    """What a line is; the first shape that fits.

    >>> line_of("附件1：").name, line_of("单位：万元").name, line_of("（2021年度）").name
    ('LABEL', 'UNIT', 'SUBTITLE')
    >>> line_of("附件：1. 资金分配表").name
    'LIST'
    """
    cleaned = clean(text).text.strip()
    if not cleaned or _PAGE_NUMBER.match(cleaned):
        return Line.EMPTY
    for line, pattern in _PATTERNS:
        if pattern.match(cleaned):
            return line
    return Line.OTHER


_LABEL = re.compile(
    rf"[-*#]*\s*\(?附[件表录](?P<number>{_DIGITS}*(?:[-—.之]{_DIGITS}+)?)\)?[:.、]?\s*(?P<title>.*)$"
)


def label_of(text: str) -> tuple[str, str]:
    """The annex number and the title that follow 附件, each "" where none is printed.

    >>> label_of("附件3-2:"), label_of("附件一 资金分配表")
    (('3-2', ''), ('1', '资金分配表'))
    """
    found = _LABEL.match(clean(text).text.strip())
    if found is None:
        return "", ""
    return _arabic(found["number"]), found["title"].strip()


def _arabic(number: str) -> str:
    table = str.maketrans("一二三四五六七八九—之.", "123456789---")
    if number.startswith("十"):
        number = "1" + (number[1:] or "0")
    return number.translate(table)
