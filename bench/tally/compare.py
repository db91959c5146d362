"""The four questions asked of the tally, DuckDB, Polars and chdb (ClickHouse) in one run: equal answers first, then ratios.

    python compare.py [--rows N] [--threads N] [--rounds N] [--directory DIR]

The tally's example makes the rows, writes them as raw columns, and stays to be asked. The four take turns, question by question, so that
a busy moment of the machine falls on all; medians are compared. The engines hold the same rows, in the same order, in the smallest types
that fit, with the month and the family ready made: they group by what they are given, as the tally's own tables let it do. DuckDB and
Polars hold them in memory; chdb in its own MergeTree, sorted by place and day, which is how it is fastest, and the files stay in the
system's cache.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
FIRST, LAST = 9132, 9496  # 2025
THIRTY = [1 + at * (2845 // 30) for at in range(30)]
PLACE = 1234

SQL = {
    "A": f"select theme, -1, sum(minutes), count(*), count(minutes) from requests where day between {FIRST} and {LAST} group by 1",
    "B": f"select month, family, count(*) from requests where place in ({','.join(map(str, THIRTY))}) group by 1, 2",
    "C": "select place, -1, count(*) from requests where support = 1 and age >= 6 group by 1",
    "D": f"select day, family, count(*) from requests where place = {PLACE} and day between {FIRST} and {LAST} group by 1, 2",
}


class Tally:
    """The example, kept running and asked through its pipes; it times itself."""

    def __init__(self, rows, threads, directory):
        command = ["cargo", "run", "--quiet", "--release", "-p", "tally", "--example", "four_questions", "--", "--listen"]
        command += ["--rows", str(rows), "--threads", str(threads), "--write", str(directory)]
        self.process = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        for line in iter(self.process.stdout.readline, "ready\n"):
            if not line:
                sys.exit("the tally's example stopped")
            print(line, end="")

    def ask(self, name):
        self.process.stdin.write(f"{name}\n")
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def columns(directory):
    """The raw columns as NumPy arrays."""
    import numpy

    kinds = {".u8": numpy.uint8, ".u16": numpy.dtype("<u2")}
    return {file.stem: numpy.fromfile(file, dtype=kinds[file.suffix]) for file in directory.iterdir() if file.suffix in kinds}


def timed(ask):
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1e3


def duckdb_questions(data, threads):
    import duckdb

    base = duckdb.connect(":memory:", config={"threads": threads})
    base.execute("create table requests as select * replace (nullif(minutes, 65535) as minutes) from data")
    # fetchnumpy hands over columns, without making a Python object of each cell.
    asks = {name: lambda sql=sql: base.execute(sql).fetchnumpy() for name, sql in SQL.items()}
    rows = {name: lambda sql=sql: base.execute(sql).fetchall() for name, sql in SQL.items()}
    return asks, rows


def polars_questions(data):
    import polars

    requests = polars.DataFrame(data).with_columns(
        polars.when(polars.col("minutes") == 65535).then(None).otherwise(polars.col("minutes")).alias("minutes")
    )
    # Sorted by place already: saying so lets Polars take its fast paths.
    lazy = requests.with_columns(polars.col("place").set_sorted()).rechunk().lazy()
    col, count = polars.col, polars.len().alias("n")
    minutes = [col("minutes").cast(polars.UInt64).sum().alias("value"), count, col("minutes").count().alias("known")]
    plans = {
        "A": lazy.filter(col("day").is_between(FIRST, LAST)).group_by("theme").agg(minutes),
        "B": lazy.filter(col("place").is_in(THIRTY)).group_by("month", "family").agg(count),
        "C": lazy.filter((col("support") == 1) & (col("age") >= 6)).group_by("place").agg(count),
        "D": lazy.filter((col("place") == PLACE) & col("day").is_between(FIRST, LAST)).group_by("day", "family").agg(count),
    }

    def rows(name):
        answer = plans[name].collect().rows()
        return [(row[0], -1, *row[1:]) if name in "AC" else row for row in answer]

    asks = {name: plan.collect for name, plan in plans.items()}
    return asks, {name: lambda name=name: rows(name) for name in plans}


def chdb_questions(data, threads, directory):
    import pandas
    from chdb import session

    frame = pandas.DataFrame(data)
    base = session.Session(str(directory / "chdb"))
    replaced = "* replace (cast(nullIf(minutes, 65535) as Nullable(UInt16)) as minutes)"
    base.query(f"create table requests engine = MergeTree order by (place, day) as select {replaced} from Python(frame)")
    base.query("optimize table requests final")

    def ask(name, form):
        return base.query(f"{SQL[name]} settings max_threads = {threads}", form)

    def rows(name):
        return [line.split("\t") for line in str(ask(name, "TSV")).splitlines()]

    asks = {name: lambda name=name: ask(name, "Native") for name in SQL}
    return asks, {name: lambda name=name: rows(name) for name in SQL}


def expected(directory, name):
    lines = (directory / f"{name}.tsv").read_text().splitlines()
    width = 5 if name == "A" else 3
    return sorted(tuple(int(cell) for cell in line.split("\t")[:width]) for line in lines)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=28_000_000)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--rounds", type=int, default=31)
    options.add_argument("--directory", type=pathlib.Path, help="where the columns go; a temporary directory by default")
    options = options.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(options.threads)  # read when polars is first imported

    with tempfile.TemporaryDirectory() as temporary:
        directory = options.directory or pathlib.Path(temporary)
        own = Tally(options.rows, options.threads, directory)
        data = columns(directory)
        engines = {
            "DuckDB": duckdb_questions(data, options.threads),
            "Polars": polars_questions(data),
            "chdb": chdb_questions(data, options.threads, pathlib.Path(temporary)),
        }
        for engine, (_, rows) in engines.items():
            for name in SQL:
                if sorted(tuple(map(int, row)) for row in rows[name]()) != expected(directory, name):
                    sys.exit(f"{engine} answers {name} otherwise than the tally")
        print("\nanswers are equal\n")
        names = ["tally", *engines]
        titles = [f"{name}, ms" for name in names] + [f"{name} / tally" for name in engines]
        print(f"| question | {' | '.join(titles)} |\n{'|---' * (len(titles) + 1)}|")
        for name in SQL:
            rounds = [
                (own.ask(name), *(timed(asks[name]) for asks, _ in engines.values())) for _ in range(options.rounds)
            ]
            tally, *others = map(statistics.median, zip(*rounds))
            cells = [f"{tally:.3f}", *(f"{other:.2f}" for other in others), *(f"{other / tally:.1f}" for other in others)]
            print(f"| {name} | {' | '.join(cells)} |")
        own.close()


if __name__ == "__main__":
    main()
