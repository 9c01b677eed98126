"""python -m year DATA OUT: goes on where issue_sample.sh ended, in the installation in DATA.

The money of one sample notice, issued by the prefecture to its nine counties, is followed to the
end of the year. The files are written to OUT/year; the notice as issued is read from OUT/issued.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(data: str, out: Path) -> None:
    """The chapters, in order."""
    os.environ["ZHIDA_DATA_FOLDER"] = data
    os.environ.setdefault("COLUMNS", "150")
    from year import filing, goals, judging, public, spending
    from year.clerk import Unexpected

    made = out / "year"
    made.mkdir(parents=True, exist_ok=True)
    try:
        spending.receive(out / "issued")
        spending.lateness()
        goals.set_goals(made)
        goals.monitor(made)
        filing.registered()
        filing.goals_and_monitoring(made)
        spending.pay()
        spending.progress(made)
        filing.feedback(made)
        filing.quarter(made)
        goals.declare()
        judging.evaluate(made)
        judging.next_year(made)
        public.publish(out / "issued", made)
        filing.ended(made)
        judging.close()
        public.told(made)
    except Unexpected as told:
        print(f"zhida: {told}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
