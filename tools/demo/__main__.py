"""python -m demo FOLDER: an installation in FOLDER (made anew) with a year in progress, then served.

On a terminal it keeps serving until Ctrl+C; without one, or with CI=true, it ends when every
account has signed in and seen its desk. The exit status is 1 where one of them could not.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def main(folder: Path) -> int:
    """Seed, serve, sign in, tell."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["ZHIDA_DATA_FOLDER"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
    import django

    django.setup()
    from django.db import connections

    from demo import people, seeding
    from demo.serving import NotServed, serve
    from zhida.platform.database import stop
    from zhida.platform.migrating import migrate

    try:
        migrate()
        seeding.seed()
        given = people.register()
        connections.close_all()
        serve(folder, given, staying=sys.stdout.isatty() and os.environ.get("CI") != "true")
    except NotServed as told:
        print(f"zhida: {told}", file=sys.stderr)
        return 1
    finally:
        connections.close_all()
        stop(folder.resolve() / "postgres")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
