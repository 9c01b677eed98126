"""代码表 codes: what is known of codes apart from the directory: properties and exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import Literal

from zhida.engines.dip.keys import base_of


class Treatment(IntEnum):
    """治疗方式: the class of a case by the highest of its procedures."""

    CONSERVATIVE = 1
    DIAGNOSTIC = 2
    THERAPEUTIC = 3
    SURGICAL = 4

    @property
    def label(self) -> str:
        """The Chinese word: 内科诊疗, 诊断性操作, 治疗性操作, 相关手术."""
        return ("内科诊疗", "诊断性操作", "治疗性操作", "相关手术")[self - 1]


PROPERTIES: Mapping[str, Treatment] = MappingProxyType(
    {
        "手术": Treatment.SURGICAL,
        "介入治疗": Treatment.SURGICAL,
        "治疗性操作": Treatment.THERAPEUTIC,
        "诊断性操作": Treatment.DIAGNOSTIC,
    }
)
"""The properties of the national procedure table, and the class that each makes."""


@dataclass(frozen=True, slots=True)
class ProcedureLimit:
    """手术操作限制: what a procedure may not be: `removed` altogether, or not main.

    A `not_main` one with a `scope` of diagnosis keys may be main there and nowhere else.
    """

    kind: Literal["removed", "not_main"]
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """代码表: properties of procedures, limits of procedures, diagnoses that can't be principal."""

    properties: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, ProcedureLimit] = field(default_factory=dict)
    excluded_principal: frozenset[str] = frozenset()

    def treatment(self, procedure: str) -> Treatment:
        """治疗方式: of one procedure; by its base where it isn't listed; unlisted: conservative.

        >>> Codes({"47.0100": "手术"}).treatment("47.0100x001").label
        '相关手术'
        """
        name = self.properties.get(procedure) or self.properties.get(base_of(procedure), "")
        return PROPERTIES.get(name, Treatment.CONSERVATIVE)
