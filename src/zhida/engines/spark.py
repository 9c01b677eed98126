"""集群 spark: the engine for what no single machine holds: Spark, a cluster's or this machine's cores.

An extra of the package (`zhida[spark]`) which needs Java 17. It answers to the same calls as the
embedded engine, as far as the expressions make them, and gives the same whole numbers.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from zhida.engines.errors import EngineError, raised_by_engine
from zhida.engines.spark_dialect import SparkCompiler

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ALIKE = {
    # overflow and impossible casts are refused, as the embedded engine refuses them
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
}
"""Settings on which the answers hang, whatever a cluster's own are."""

LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
}
"""Settings of `local[…]`: nothing listens but on loopback, and few partitions for few cores."""


def connect_spark(address: str, spill: Path, memory: str) -> Spark:
    """连接: a session at `spark://host:port` or `local[*]`; what doesn't fit goes to `spill`.

    Raises EngineError where pyspark isn't installed, Java is missing or nobody answers.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as wrong:
        raise EngineError("没有安装分布式引擎pyspark。请安装zhida[spark]，并安装Java 17") from wrong
    settings = ALIKE | {
        "spark.local.dir": str(spill),
        "spark.driver.memory": memory.rstrip("Bb"),
        "spark.log.level": "ERROR",
    }
    if address.startswith("local"):
        settings |= LOCAL
    builder = SparkSession.builder.appName("zhida").master(address)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return Spark(builder.getOrCreate())
    except Exception as wrong:
        if not raised_by_engine(wrong):
            raise
        raise EngineError(
            f"无法连接分布式引擎“{address}”。请核对地址，并确认已安装Java 17（java -version）"
        ) from wrong


class Spark:
    """分布式引擎: what the expressions ask of an engine, asked of a Spark session."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self._ibis = ibis.pyspark.connect(session)
        self._ibis.compiler = SparkCompiler()

    def create_table(self, name: str, rows: ir.Table | pa.Table, *, temp: bool) -> ir.Table:
        """A table of the session, made at once and kept in memory or on disk; it goes with it.

        A checkpoint forgets how it was made: plans on plans would take longer than their work.
        """
        assert temp, "what is to last is written to a file"
        return self._named(name, self._frame(rows).localCheckpoint())

    def read_parquet(self, paths: str | Sequence[str], **_: object) -> ir.Table:
        """Parquet files as one table; a column that some lack is empty there."""
        files = [paths] if isinstance(paths, str) else list(paths)
        frame = self._session.read.option("mergeSchema", "true").parquet(*files)
        return self._named(ibis.util.gen_name("parquet"), frame)

    def read_csv(self, *_: object, **__: object) -> ir.Table:
        """Refused: a cluster is given Parquet."""
        raise EngineError("分布式引擎只读Parquet。请先用嵌入的引擎读入csv或json，写成Parquet")

    read_json = read_csv

    def to_parquet(
        self, rows: ir.Table, path: Path, *, partition_by: Sequence[str] = (), **_: object
    ) -> None:
        """Rows as one Parquet file in the order that they state, or, where they are partitioned, a
        folder of files; on a disk that all machines of the cluster share.
        """
        frame = self._frame(rows)
        if partition_by:
            _written(frame.repartition(*partition_by), path)
            return
        parts = path.with_name(f"{path.name}.parts")
        try:
            _written(frame.coalesce(1), parts)
            (part,) = parts.glob("*.parquet")
            part.replace(path)
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def to_pyarrow(self, rows: ir.Table) -> pa.Table:
        """Rows, few, here; not by way of pandas, where whole numbers with gaps become floats."""
        return self._frame(rows).toArrow()

    def disconnect(self) -> None:
        """The end of the session, and of its tables."""
        self._session.stop()

    def _frame(self, rows: ir.Table | pa.Table) -> DataFrame:
        if isinstance(rows, pa.Table):
            return self._session.createDataFrame(rows)
        return self._session.sql(self._ibis.compile(rows))

    def _named(self, name: str, frame: DataFrame) -> ir.Table:
        frame.createOrReplaceTempView(name)
        return self._ibis.table(name)


def _written(frame: DataFrame, folder: Path) -> None:
    frame.write.option("compression", "zstd").parquet(str(folder.absolute()))
