"""示例规则 sample rules: an invented rule set of every shape of condition, to try and to test with.

None of it is of an official table: what the categories and groups ask was made up here.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from zhida.engines.drg.tables import TABLES

_LISTS = """
HEART dx I20-I25 | INFARCT dx I21-I22 | BELLY dx K35-K38 | PERITONITIS dx K35.2 K35.3
HEAD dx S00-S09 | TRUNK dx S20-S39 | LIMB dx S40-S99 | MALE dx N40-N51 | FEMALE dx N70-N98
IMMUNE dx B20-B24 | INFECTION dx A40 A41.900 | PREMATURE dx P07 | CHEMO dx Z51.1
TUMOUR dx C00-C75 | INJURY dx @HEAD @TRUNK @LIMB
TRANSPLANT op 37.5100 50.5900x002 | VENTILATION op 96.7201 | LUNG op 39.6500x001
STENT op 36.0700 | BYPASS op 36.1100 36.1200x003 | ANGIOGRAPHY op 88.5500 | APPENDIX op 47.0100
DRAINAGE op 54.9100x001 | SCOPE op 45.2300 | SKULL op 01.2400 | BONE op 79.3500
PROSTATE op 60.2900 | OVARY op 65.4900 | INFUSION op 99.2500 | TARGETED op 99.2800x006
OR op @TRANSPLANT @STENT @BYPASS @APPENDIX @SKULL @BONE @PROSTATE @OVARY
"""

_CATEGORIES = """
A;先期（示例）;PRE;
P;新生儿（示例）;NEONATE;age:-28
Y;免疫缺陷（示例）;NEONATE;dx:IMMUNE
Z;多部位创伤（示例）;TRAUMA;pdx:INJURY & regions:2/HEAD+TRUNK+LIMB
M;男性（示例）;SEX;pdx:MALE & sex:1
N;女性（示例）;SEX;pdx:FEMALE & sex:2
B;头部（示例）;PRINCIPAL;pdx:HEAD
F;循环（示例）;PRINCIPAL;pdx:HEART
G;消化（示例）;PRINCIPAL;pdx:BELLY
I;骨骼（示例）;PRINCIPAL;pdx:LIMB | pdx:TRUNK
R;肿瘤（示例）;PRINCIPAL;pdx:CHEMO | pdx:TUMOUR
"""

_ADJACENT = """
AA1;器官移植;main:TRANSPLANT;9
AH1;长时间通气并体外支持;op:VENTILATION & op:LUNG;15
PB1;新生儿手术;op:OR;9
PR1;极低体重儿;pdx:PREMATURE & weight:-1499;9
PR2;低体重儿;pdx:PREMATURE & weight:1500-2499;15
PS1;出生一周内;age:0-6;9
PZ1;其他新生儿;;9
YR1;免疫缺陷伴感染;sdx:INFECTION;15
YR2;其他免疫缺陷;dx:IMMUNE;9
ZB1;多部位创伤手术;op:OR;135
ZZ1;多部位创伤;;15
MB1;前列腺手术;main:PROSTATE;15
MR1;男性疾病;pdx:MALE;9
NB1;卵巢手术;pdx:FEMALE & op:OVARY;15
NR1;女性疾病;;9
BB1;开颅;pdx:HEAD & main:SKULL;135
BR1;头部损伤;pdx:HEAD;0135
FB1;支架并搭桥;pair:STENT+BYPASS;15
FC1;搭桥;pdx:HEART & main:BYPASS;135
FD1;支架;op:STENT;135
FM1;造影;main:ANGIOGRAPHY & !op:OR;9
FR1;心肌梗死;pdx:INFARCT;135
FR2;青少年心脏病;age:365-6569;9
FR3;心脏病;pdx:HEART;135
GB1;阑尾复杂手术;op:APPENDIX & (op:DRAINAGE | pdx:PERITONITIS & !op:SCOPE);135
GD1;阑尾手术;pdx:BELLY & op:APPENDIX;135
GK1;内镜;op:SCOPE & sex:2 | op:SCOPE & age:6570-;9
GR1;阑尾炎;pdx:BELLY;135
IB1;骨折手术;pair:BONE+BONE | op:BONE & pdx:LIMB;15
IR1;骨折;;9
RK1;靶向治疗;pdx:CHEMO & sdx:TUMOUR & main:TARGETED;15
RK2;化学治疗;pdx:CHEMO & (main:INFUSION | op:TARGETED);15
RR1;肿瘤;pdx:TUMOUR;0135
"""

_SUFFIXES = {
    "0": ("未满17岁", "age:-6204"),
    "1": ("伴严重并发症", "mcc"),
    "3": ("伴并发症", "cc"),
    "5": ("不伴并发症", ""),
    "9": ("", ""),
}

_COMPLICATIONS = (
    "A41.900 MCC 1|I50.900 MCC 2|J96.000 MCC 3|K65.000 MCC 4|I10.x00 CC 2|E11.900 CC 5|N18.900 CC 6"
    "|D64.900 CC |K56.700 CC 4"
)
_EXCLUSIONS = {
    "1": "A40.900 A41.900 B20.x00",
    "2": "I21.000 I25.100 I50.900",
    "3": "J96.000 P07.100",
    "4": "K35.200 K35.800 K36.x00",
    "5": "E11.900",
    "6": "N18.900 N40.x00",
}


def sample_tables() -> dict[str, list[tuple[str, ...]]]:
    """示例规则: the rows of each table.

    >>> len(sample_tables()["adrg"])
    33
    """
    lists: list[tuple[str, ...]] = []
    for each in _LISTS.replace("\n", "|").split("|"):
        if each.strip():
            name, kind, *codes = each.split()
            lists += [(name, kind, code) for code in codes]
    adjacent: list[tuple[str, ...]] = []
    groups: list[tuple[str, ...]] = []
    for line in _ADJACENT.strip().splitlines():
        code, name, condition, suffixes = line.split(";")
        adjacent.append((code, name, code[0], condition))
        groups += [_group(code, name, suffix) for suffix in suffixes]
    return {
        "version": [("示例1.0",)],
        "mdc": [_four(line) for line in _CATEGORIES.strip().splitlines()],
        "adrg": adjacent,
        "drg": groups,
        "lists": lists,
        "complications": [_three(each) for each in _COMPLICATIONS.split("|")],
        "exclusions": [(dx, name) for name, held in _EXCLUSIONS.items() for dx in held.split()],
    }


def write_sample_rules(folder: Path) -> None:
    """写出: the tables as csv files, which `reading.read_rules` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sample_texts().items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def sample_texts() -> Mapping[str, str]:
    """The csv texts by table."""
    found = {}
    for name, rows in sample_tables().items():
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([TABLES[name], *rows])
        found[name] = out.getvalue()
    return found


def _group(adrg: str, name: str, suffix: str) -> tuple[str, ...]:
    more, condition = _SUFFIXES[suffix]
    return adrg + suffix, f"{name}，{more}" if more else name, adrg, condition


def _four(line: str) -> tuple[str, ...]:
    code, name, stage, condition = line.split(";")
    return code, name, stage, condition


def _three(text: str) -> tuple[str, ...]:
    code, level, table = text.split(" ")
    return code, level, table
