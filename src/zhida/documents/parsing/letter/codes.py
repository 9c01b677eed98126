"""科目 codes: classification codes of running text, with what they hold for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core import classification
from zhida.core.notice import CodeStatement, Scheme
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of
from zhida.documents.parsing.letter.islands import Island, Islands
from zhida.documents.parsing.letter.passages import Passage, simplified
from zhida.documents.parsing.letter.words import any_of, pairs


@dataclass(frozen=True, slots=True)
class CodeIn:
    """文中科目: a code at start…end of a passage.

    `label` is the part of the sentence before it that says which money it is
    for ("彩票公益金支出"), quoted names left out.
    """

    start: int
    end: int
    statement: CodeStatement
    label: str


@dataclass(frozen=True, slots=True)
class _Read:
    code: str
    name: str
    name_at: tuple[int, int] | None


class _Reader(Transformer[Token, _Read]):
    def named(self, found: list[Token]) -> _Read:
        code = next(t for t in found if t.type in ("CODE", "SPLIT"))
        name = next((t for t in found if t.type in ("NAME", "QUOTED")), None)
        digits = "".join(each for each in code if each.isdigit())
        at = (name.start_pos or 0, name.end_pos or 0) if name else None
        return _Read(digits, str(name or "").strip(), at)

    bare = named


@lru_cache(maxsize=1)
def _grammar() -> Islands[_Read]:
    return Islands(
        "codes",
        _Reader(),
        r"第? ?(?<![\d.,〔\[A-Za-z\-/])(?:[1235]\d{6}|[1235]\d{4,5}|[1235]\d{2})(?!\d|[.,]\d|[年〕\]号%]|"
        r" ?[万亿千百]?元| ?[人户个家次床张所名万亿件])",
    )


def codes_in(passage: Passage) -> tuple[CodeIn, ...]:
    """科目: every classification code that a passage states.

    A figure counts as a code where its sentence speaks of accounts. The scheme
    is that of the words before it, or else that of its first digits.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("收入列“1100249医疗卫生共同财政事权转移支付收入”，支出列第21015款。", Source("x"))
    >>> [(c.statement.scheme.value, c.statement.code, c.statement.name[:4]) for c in codes_in(text)]
    [('income', '1100249', '医疗卫生'), ('function', '21015', '')]
    """
    return tuple(_codes(passage))


def _codes(passage: Passage) -> Iterator[CodeIn]:
    text = passage.text
    if not _ABOUT_ACCOUNTS.search(text):
        return
    plain = _without_names(text)
    for island in _grammar().find(text):
        floor = max(0, island.start - _LOOK_BACK)
        begin = max(floor, *(text.rfind(mark, floor, island.start) + 1 for mark in "。;"))
        before = plain[begin : island.start]
        if not _is_code(text, before, island):
            continue
        name, end = _name(passage, island)
        scheme = scheme_of_statement(before, island.value.code)
        statement = CodeStatement(
            scheme,
            island.value.code,
            _without_spending(scheme, island.value.code, simplified(name)),
            passage.place(island.start, end),
            year=_year(before) or _year_of_paragraph(text, island.start),
            kind=budget_kind_of(_since_last(before)) or budget_kind_of(_suffix(plain, end)),
            funding=funding_source_of(_money_before(before)),
        )
        yield CodeIn(island.start, end, statement, _money_before(before))


def scheme_of_statement(before: str, code: str) -> Scheme:
    """科目类别: the classification that the words before a code name, or its digits show.

    >>> scheme_of_statement("政府预算经济分类列", "50299").value, scheme_of_statement("列", "30299").value
    ('gov_econ', 'dept_econ')
    """
    by_digits = classification.scheme_of(code) or Scheme.FUNCTION
    cue = _last_cue(before)
    if cue is None or cue == "any" or _BOTH_ECONOMIC.search(before):
        return by_digits
    if cue == "spending":
        return by_digits if by_digits is not Scheme.INCOME else Scheme.FUNCTION
    named = Scheme(cue)
    if named is Scheme.TRANSFER_FUNCTION and by_digits is not Scheme.INCOME:
        return by_digits
    if named is Scheme.FUNCTION and by_digits is Scheme.TRANSFER_FUNCTION:
        return by_digits
    return named


def _last_cue(before: str) -> str | None:
    """The cue that ends last, the longest of those."""
    best: tuple[int, int, str] | None = None
    for word, scheme in pairs("scheme_cues"):
        at = before.rfind(word)
        if at >= 0 and (best is None or (at + len(word), len(word)) > best[:2]):
            best = (at + len(word), len(word), scheme)
    return best[2] if best else None


def _is_code(text: str, before: str, island: Island[_Read]) -> bool:
    code = island.value.code
    if _NOT_A_CODE.search(before[-14:]):
        return False
    nearby = text[island.start : island.end + 6]
    if text[island.start] == "第" and regex.search("[类款项]|科目", nearby):
        return True
    if len(code) in (3, 6):
        return bool(_ACCOUNT_CUE.search(before[-30:])) and bool(
            island.value.name or regex.search("[类款项]", nearby)
        )
    cue = _ACCOUNT_CUE.search(before) or regex.search("科目", text[island.end : island.end + 24])
    return bool(cue) or text[island.start] == "第"


def _name(passage: Passage, island: Island[_Read]) -> tuple[str, int]:
    """The name beside the code as printed, and where the statement ends."""
    text, at = passage.text, island.value.name_at
    opener = text[island.start - 1 : island.start] if island.start else ""
    closer = _CLOSERS.get(opener)
    if closer and opener != "(":
        close = text.find(closer, island.start)
        if 0 < close - island.start <= 60:
            inner = _AFTER_CODE.match(text, island.start)
            start = inner.end() if inner else island.end
            if start < close:
                return passage.printed[start:close].strip("“”\"'"), close + 1
            return "", close + 1
    if at is not None:
        return passage.printed[at[0] : at[1]].strip(), island.end
    before = _NAME_BEFORE.search(text, max(0, island.start - 40), island.start)
    if before:
        return passage.printed[before.start("name") : before.end("name")], island.end
    return "", island.end


def _without_spending(scheme: Scheme, code: str, name: str) -> str:
    """信息化建设支出科目: 支出 belongs to 科目 where the code's name has none."""
    official = classification.name_of(scheme, code)
    short = name.removesuffix("支出")
    if official and classification.same_name(official, short):
        return short
    if official and name.startswith(official) and _NEXT_FIELD.match(name, len(official)):
        return official
    return name


def _without_names(text: str) -> str:
    """The text with what stands in quotation marks and book titles blanked out."""
    return _QUOTED.sub(lambda found: "〇" * len(found.group()), text)


def _since_last(before: str) -> str:
    """The text from the last word for a budget on, if there is one."""
    found = list(_KIND_WORDS.finditer(before))
    return before[found[-1].start() :] if found else ""


def _suffix(plain: str, end: int) -> str:
    return regex.split("[,。;、]", plain[end : end + 16])[0]


def _money_before(before: str) -> str:
    """The last words before the code that say which money it is for."""
    clauses = [
        clause for clause in before.split(",") if _MONEY.search(clause) and not _ACT.search(clause)
    ]
    return clauses[-1] if clauses else ""


def _year(before: str) -> int | None:
    found = _CLASSIFICATION_YEAR.findall(before)
    return int(found[-1]) if found else None


def _year_of_paragraph(text: str, end: int) -> int | None:
    """The year of 《…年政府收支分类科目》 earlier in the paragraph."""
    found = _CLASSIFICATION_BOOK.findall(text, max(0, end - 2 * _LOOK_BACK), end)
    return int(found[-1]) if found else None


_LOOK_BACK = 400
_ABOUT_ACCOUNTS = regex.compile("科目|列|分类|款|项")
_ACCOUNT_CUE = regex.compile(
    r"科目|收入.{0,6}列|支出.{0,6}列|列入|列支|请列|列(?=〇|第|$|\d{4}年)|功能分类|经济分类|增列"
)
_NOT_A_CODE = regex.compile(
    "电话|联系|传真|邮编|邮箱|账号|帐号|项目代码|项目编码|人数|文号|[股处科室]\\($"
)
_BOTH_ECONOMIC = regex.compile("政府[^,;]{0,8}部门[^,;]{0,10}经济(?:分类)?科?目?[^,;]{0,6}$")
_CLOSERS = {"“": "”", '"': '"', "「": "」", "『": "』", "【": "】", "[": "]", "《": "》", "(": ")"}
_AFTER_CODE = regex.compile(r"第?\d+[类款项]?[-—.·_★☆* :]*[“\"]?")
_NAME_BEFORE = regex.compile(r"[“\"]?(?P<name>[\u4e00-\u9fff、]{3,30}?)[”\"]?(?:科目)?\($")
_QUOTED = regex.compile(r"《[^《》]*》|“[^“”]*”|\"[^\"]*\"")
_KIND_WORDS = regex.compile(any_of("budget_kinds"))
_ACT = regex.compile(r"下达|拨付|\d[万亿]?元")
_NEXT_FIELD = regex.compile("政府|部门|功能|收入|项目|支出经济")
_MONEY = regex.compile("资金|预算|经费|专款|补贴|公益金|部分|补助|中央|省级|自治区|市级|地方")
_CLASSIFICATION_YEAR = regex.compile(
    r"((?:19|20)\d\d)年?度?(?=(?:政府)?收支分类|政府性基金|一般公共预算|国有资本|预算|[“\"第〇]|\d{5}|$)"
)
_CLASSIFICATION_BOOK = regex.compile(r"((?:19|20)\d\d)年?度?(?:政府)?收支分类科目")
