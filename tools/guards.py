"""Write every guards.csv anew from a fresh database: python -m guards (after a change of the SQL)."""

from __future__ import annotations

import csv
import os
import tempfile
from dataclasses import astuple
from pathlib import Path


def main() -> None:
    """A server in a folder of its own, migrated; what it holds is what is shipped."""
    with tempfile.TemporaryDirectory(prefix="zhida-guards-") as folder:
        Path(folder).chmod(0o755)
        os.environ["ZHIDA_DATA_FOLDER"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
        import django

        django.setup()
        from django.db import connections

        import zhida.platform
        from zhida.platform.database import stop
        from zhida.platform.migrating import migrate
        from zhida.platform.sealing.guards import GUARDED, present

        migrate()
        for app in GUARDED:
            file = Path(zhida.platform.__path__[0]) / app / "guards.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(("kind", "table", "name", "definition"))
                writer.writerows(astuple(each) for each in present(app))
            print(f"wrote {file}")
        connections.close_all()
        stop(Path(folder) / "postgres")


if __name__ == "__main__":
    main()
