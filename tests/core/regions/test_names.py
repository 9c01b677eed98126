"""简称: short names are made as people make them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.regions.names import bare, short
from zhida.data import load

NAMES = [row["name"] for row in load("regions")]


@pytest.mark.parametrize(
    ("name", "brief", "stem"),
    [
        ("德宏傣族景颇族自治州", "德宏州", "德宏"),
        ("积石山保安族东乡族撒拉族自治县", "积石山县", "积石山"),
        ("东乡族自治县", "东乡县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春旗", "鄂伦春"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗", "莫力达瓦"),
        ("伊犁哈萨克自治州", "伊犁州", "伊犁"),
        ("巴音郭楞蒙古自治州", "巴音郭楞州", "巴音郭楞"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏州", "克孜勒苏"),
        ("龙胜各族自治县", "龙胜县", "龙胜"),
        ("黔西南布依族苗族自治州", "黔西南州", "黔西南"),
        ("内蒙古自治区", "内蒙古自治区", "内蒙古"),
        ("阿克苏地区", "阿克苏地区", "阿克苏"),
        ("兴安盟", "兴安盟", "兴安"),
        ("香港特别行政区", "香港特别行政区", "香港"),
        ("神农架林区", "神农架林区", "神农架"),
        ("茂县", "茂县", ""),
    ],
)
def test_short_and_bare(name: str, brief: str, stem: str) -> None:
    assert (short(name), bare(name)) == (brief, stem)


@given(st.sampled_from(NAMES))
def test_a_short_name_is_no_longer_and_never_a_single_character(name: str) -> None:
    assert 2 <= len(short(name)) <= len(name)
    assert len(bare(name)) != 1
    assert name.startswith(bare(name))
