"""分布式引擎测速: the same way from Parquet to points, on the embedded engine and on Spark.

`PYTHONPATH=tools python -m benchmarks.spark 100000 1000000`: on one machine, with both cores, each
in a process of its own, on the same files; the answers must be equal to the last digit. It tells
what Spark costs on one machine, not what a cluster gains. Needs `make test-spark` once (pyspark
and Java 17).
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from benchmarks.dip import child

ADDRESS = "local[2]"


def main(arguments: list[str]) -> None:
    """Numbers of cases."""
    for cases in map(int, arguments):
        with tempfile.TemporaryDirectory(prefix="spark-") as folder:
            child("prepare", folder, str(cases))
            embedded, spark = child("expressions", folder), child("expressions", folder, ADDRESS)
        assert embedded["answer"] == spark["answer"] != {}
        told("embedded", cases, embedded, embedded)
        told("spark", cases, spark, embedded)
        print(f"{cases:>10} alike to the last digit, load {os.getloadavg()[0]:.1f}", flush=True)


def told(name: str, cases: int, outcome: dict[str, Any], embedded: dict[str, Any]) -> None:
    """A line of the table."""
    print(f"{cases:>10} {name:<9} {outcome['seconds']:7.2f} s  ratio to embedded "
          f"{outcome['seconds'] / embedded['seconds']:6.2f}  peak {outcome['peak_mb']} MB  "
          f"{outcome['steps']}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
