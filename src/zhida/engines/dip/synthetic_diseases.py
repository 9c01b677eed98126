"""合成病种 diseases: the invented diseases of the synthetic years, and what each costs."""

from __future__ import annotations

from dataclasses import dataclass

_CHAPTERS = "CDEGHIJKLMN"
_PREMATURE = 7
"""The rank of the disease P07.1, of newborns by weight."""


@dataclass(frozen=True, slots=True)
class Disease:
    """合成病种: a subcategory with three codes, none to two main procedures and a related one.

    `treatment_permille`: cost against `base_fen` without procedure, with the first main one,
    with that and the related one, with the second main one. `added_permille` is what the related
    procedure adds to a case that has the first.
    """

    codes: tuple[str, str, str]
    mains: tuple[str, ...]
    related: str
    base_fen: int
    added_permille: int
    newborn: bool

    @property
    def dx4(self) -> str:
        """The subcategory, by which basic groups are made."""
        return self.codes[0][:5]

    @property
    def slots(self) -> tuple[str, str, str]:
        """First main, related, second main procedure; those that it lacks as 00.0000."""
        first, second = (*self.mains, "00.0000", "00.0000")[:2]
        return first, self.related, second

    @property
    def treatment_permille(self) -> tuple[int, int, int, int]:
        """Cost by treatment, against the cost without procedure."""
        return 1000, 2200, 2200 * (1000 + self.added_permille) // 1000, 1600


def diseases(number: int) -> tuple[Disease, ...]:
    """合成病种表: so many diseases, the commonest first.

    >>> [disease.dx4 for disease in diseases(3)]
    ['C00.0', 'D00.1', 'E00.2']
    """
    return tuple(_disease(rank) for rank in range(number))


def _disease(rank: int) -> Disease:
    letter, category = _CHAPTERS[rank % len(_CHAPTERS)], rank // len(_CHAPTERS)
    stem = "P07.1" if rank == _PREMATURE else f"{letter}{category % 100:02d}.{rank % 10}"
    mains = (
        f"{rank * 7 % 89 + 1:02d}.{rank % 10}{rank // 10 % 10}00x001",
        f"{rank * 5 % 89 + 1:02d}.{rank % 10}{rank // 10 % 10}01",
    )[: (0 if rank == _PREMATURE else rank % 3)]
    return Disease(
        codes=(f"{stem}00", f"{stem}00x001", f"{stem}01"),
        mains=mains,
        related=f"9{rank % 10}.{rank // 10 % 10}{rank // 100 % 10}05",
        base_fen=200_000 + rank * 48_271 % 1_800_000,
        added_permille=(30, 300)[rank // 3 % 2],
        newborn=rank == _PREMATURE,
    )


def properties(catalogue: tuple[Disease, ...]) -> dict[str, str]:
    """The property of every procedure: first mains 手术, second 治疗性操作, related 诊断性操作."""
    found = {each.related: "诊断性操作" for each in catalogue}
    found |= {each.mains[1]: "治疗性操作" for each in catalogue if len(each.mains) > 1}
    return found | {each.mains[0]: "手术" for each in catalogue if each.mains}
