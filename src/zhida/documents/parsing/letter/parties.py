"""当事方 parties: who has a duty, and to whom it is owed."""

from __future__ import annotations

import regex

from zhida.documents.parsing.letter.clauses import Span
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of


def subject_in(passage: Passage, plain: str, span: Span) -> str | None:
    """义务人: the one who is asked, None where the words name nobody.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("请各区（县）财政局于9月底前报送", Source("x"))
    >>> subject_in(text, text.text, Span(0, len(text.text)))
    '各区（县）财政局'
    """
    words = span.of(plain)
    best: regex.Match[str] | None = None
    for found in _SUBJECT.finditer(words):
        if best is None or found["asked"]:
            best = found
    if best is None:
        return None
    start, end = span.start + best.start("who"), span.start + best.end("who")
    return passage.printed[start:end].strip("，,、 ") or None


def receiver_in(passage: Passage, plain: str, span: Span) -> str | None:
    """受文方: the body that gets the report, None where none is named.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("将自评报告报送市财政局（社保科）备案", Source("x"))
    >>> receiver_in(text, text.text, Span(0, len(text.text)))
    '市财政局（社保科）'
    """
    for pattern in (_TO, _TOWARDS):
        for found in pattern.finditer(span.of(plain), overlapped=True):
            start, end = span.start + found.start("whom"), span.start + found.end("whom")
            if not _NO_BODY.search(plain[start:end]):
                return _NUMBER_BESIDE.sub("", passage.printed[start:end])
    return None


_GROUP = (
    r"你[局厅委部省市县区州盟旗院校司站所单地们](?:[^,。;]{0,14}?[局厅门位县市区州盟旗们院)])??"
    r"|各(?!项|类|级各|种|环节|方面)[^,。;]{0,40}?[局厅委门位县市区州盟旗地院校司所站级处)镇乡道心构师团场省]"
    r"|(?:市|县|区|省|州|本级|主管|项目|用款|使用|有关|相关|资金使用|预算|受助|承担)?(?:主管)?(?:单位|部门)"
    r"|[\u4e00-\u9fff]{0,24}?(?:财政|医保|医疗保障|卫生健康|卫健|民政|人社|人力资源和?社会保障|教育|退役军人事务|农业农村)"
    r"(?:[和与]国资管理)?(?:局|部门|厅|委员会|委)(?:[、和][\u4e00-\u9fff]{2,12}(?:局|部门))?"
)
_SUBJECT = regex.compile(
    rf"(?:(?:^|[,。;、]|同时|此外|另外)(?:[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十\d]{{1,3}}\)|\d{{1,2}}[.、])?(?P<asked>请|由|要求|望)?|(?P<asked>请))"
    rf"(?P<who>(?!会同|联合|督促|指导|配合|协调|由)(?:{_GROUP})(?:\([^()]{{1,20}}\)(?:[财医卫民][政保健]局)?)?)"
    rf"(?={any_of('subject_ends')}|[,])"
)
_BODY = (
    r"(?:我|本|上级|省|市|县|区|州|自治区|自治州|盟|旗|地区|财政|国家|[\u4e00-\u9fff]{2,14}?)"
    r"[\u4e00-\u9fff]{0,12}?(?:局|厅|委员会|委(?!托)|部(?![门分])|财政所|管委会|政府|中心|专员办)"
    r"(?:[\u4e00-\u9fff]{1,12}?(?:处|科|股|室|中心)(?![理置]))?(?:\([^()]{1,16}\))?"
)
_TO = regex.compile(
    rf"(?:报送|上报|反馈|提交|报备|报告|送达|报请|汇总报|抄送|通知|备案|报|送|退回|缴回)(?:至|到|给|于|送)?"
    rf"(?P<whom>{_BODY}(?:[、和及]{_BODY})?|[\u4e00-\u9fff]{{1,6}}[股科](?![室学技])(?:\([^()]{{1,16}}\))?)"
    rf"(?=$|[,。;、(]|备案|汇总|审核|审批|备查|及|和|并|邮箱|登记|处)"
)
_TOWARDS = regex.compile(rf"(?:向|至|给)(?P<whom>{_BODY})(?=$|[,。;]|报|反馈|提交|备案|提出|书面)")
_NUMBER_BESIDE = regex.compile(r"[（(](?:[\d\s\-－—]+|一式.{1,3}份)[）)]$")
_NO_BODY = regex.compile("^绩效|报送|上报|报告|反馈|全部|内部|外部|情况|资金使用|总结|处理|办理")
