"""单位 offices: the finance offices of the story and who works there. All names are made up."""

from __future__ import annotations

from dataclasses import dataclass

from year.clerk import zhida


@dataclass(frozen=True, slots=True)
class Office:
    """A finance office: its region, its name, and its two people."""

    region: str
    place: str

    @property
    def agency(self) -> str:
        """Its code."""
        return f"{self.region}-finance"

    @property
    def drafter(self) -> str:
        """Who does things there."""
        return f"{self.place}经办"

    @property
    def reviewer(self) -> str:
        """Who reviews them."""
        return f"{self.place}审核"

    def opened(self) -> None:
        """Register the two."""
        people = ("--user", self.drafter, "--reviewer", self.reviewer)
        zhida("init", "--agency", self.agency, *people, quiet=True)


PREFECTURE = Office("652900", "阿克苏")
LATE = Office("652927", "乌什县")
COUNTIES = (
    Office("652901", "阿克苏市"),
    Office("652902", "库车市"),
    Office("652922", "温宿县"),
    Office("652924", "沙雅县"),
    Office("652925", "新和县"),
    Office("652926", "拜城县"),
    LATE,
    Office("652928", "阿瓦提县"),
    Office("652929", "柯坪县"),
)
ON_TIME = tuple(each for each in COUNTIES if each is not LATE)
