"""单元文件: what systemd is given is what systemd can read, and is shut tight."""

from __future__ import annotations

import configparser
from pathlib import Path

from zhida.platform.units import units


def parsed(text: str) -> dict[str, configparser.RawConfigParser]:
    """By the place that the comment above each names."""
    found = {}
    for part in text.split("# /etc/systemd/system/")[1:]:
        name, _, body = part.partition("\n")
        parser = configparser.RawConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        parser.read_string(body)
        found[name] = parser
    return found


def test_there_is_a_service_and_a_daily_round() -> None:
    found = parsed(units(8123, Path("/opt/zhida/bin/zhida")))
    assert list(found) == ["zhida.service", "zhida-daily.service", "zhida-daily.timer"]
    assert found["zhida.service"]["Service"]["ExecStart"] == (
        "/opt/zhida/bin/zhida serve --port 8123"
    )
    assert found["zhida-daily.timer"]["Install"]["WantedBy"] == "timers.target"


def test_both_services_may_write_to_one_folder_and_gain_no_rights() -> None:
    found = parsed(units(8000, Path("/opt/zhida/bin/zhida")))
    for name in ("zhida.service", "zhida-daily.service"):
        service = found[name]["Service"]
        assert service["User"] == service["StateDirectory"] == "zhida"
        assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
        assert service["CapabilityBoundingSet"] == ""


def test_a_strange_path_is_still_one_program() -> None:
    service = parsed(units(8000, Path("/opt/5%/zhida beta/zhida")))["zhida.service"]["Service"]
    assert service["ExecStart"] == '"/opt/5%%/zhida beta/zhida" serve --port 8000'
