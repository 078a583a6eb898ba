"""Drives a Frames service with the real client and prints what the client gave back, as one JSON object.

    python drive.py <address> <container> <name that tables begin with>

Each entry is a value, or {"error": <class>, "text": <message>} where the client raised. Nothing is asserted here.
"""

import json
import sys
import warnings
from datetime import datetime, timedelta, timezone

import numpy as np
import pandas as pd
import v3io_frames as frames

LARGE = 2**63 - 1
SAFE = 2**53


def cell(value):
    """Large integers and what JSON has no form for become text."""
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        value = int(value)
        return value if abs(value) < SAFE else f"{value}n"
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if np.isnan(value):
            return None
        return value if np.isfinite(value) else repr(value)
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return str(value)


def table_of(df):
    """A frame with its types, its index beside it."""
    index = df.index
    keys = [list(key) if isinstance(key, tuple) else [key] for key in index]
    is_range = isinstance(index, pd.RangeIndex)
    return {
        "index": None if is_range else [[cell(part) for part in key] for key in keys],
        "index_names": [None if name is None else str(name) for name in index.names],
        "columns": [str(name) for name in df.columns],
        "dtypes": [str(dtype) for dtype in df.dtypes],
        "rows": [[cell(value) for value in row] for row in df.astype(object).itertuples(index=False, name=None)],
    }


def tables_of(dfs):
    return [table_of(df) for df in dfs]


class Driver:
    def __init__(self, address, container, tables):
        self.tables = tables
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            self.client = frames.Client(address, container=container)
        self.results = {"connect": [str(warning.message) for warning in caught]}

    def step(self, name, action):
        try:
            result = action()
        except Exception as error:  # noqa: BLE001 - whatever the client raises is the result
            result = {"error": type(error).__name__, "text": str(error)}
        self.results[name] = result

    def read(self, backend, table="", **options):
        return lambda: table_of(self.client.read(backend, table, **options))

    def read_iterator(self, backend, table="", **options):
        return lambda: tables_of(self.client.read(backend, table, iterator=True, **options))

    def write(self, backend, table, dfs, **options):
        def action():
            self.client.write(backend, table, dfs, **options)
            return "written"

        return action

    def create(self, backend, table, **options):
        return lambda: self.client.create(backend, table, **options)

    def delete(self, backend, table, **options):
        return lambda: self.client.delete(backend, table, **options)

    def execute(self, backend, table, command, args=None):
        def action():
            answer = self.client.execute(backend, table, command, args)
            return None if answer is None else table_of(answer)

        return action


def drive_kv(driver):
    step, table = driver.step, f"{driver.tables}/people"
    people = pd.DataFrame(
        {
            "large": [LARGE, -(2**63), 0],
            "score": [0.1, np.nan, 1e300],
            "ok": [True, False, True],
            "born": pd.to_datetime(["2020-01-02T03:04:05.000000006+02:00", "1940-05-06T00:00:00+02:00", None], format="ISO8601"),
            "note": ["", None, "ü🙂"],
        },
        index=pd.Index(["a", "b", "c"], name="name"),
    )
    step("kv write", driver.write("nosql", table, people))
    step("kv read", driver.read("nosql", table))
    step("kv read in pieces", driver.read_iterator("nosql", table, max_rows_in_msg=2))
    step("kv read columns", driver.read("nosql", table, columns=["ok", "large"]))
    step("kv read filter", driver.read("kv", table, filter="score > 1", columns=["name", "score"], reset_index=True))
    step("kv update", driver.execute("nosql", table, "update", {"key": "a", "expression": "visits = 3"}))
    step("kv infer", driver.execute("nosql", table, "infer"))
    step("kv read updated", driver.read("nosql", table, columns=["visits"]))
    changed = pd.DataFrame({"score": [7.5, 8.5]}, index=pd.Index(["a", "z"], name="name"))
    step("kv update items", driver.write("nosql", table, changed, save_mode="updateItem"))
    step("kv read changed", driver.read("nosql", table, columns=["score", "ok"]))
    step("kv exists", driver.write("nosql", table, changed, save_mode="errorIfTableExists"))
    step("kv delete some", driver.delete("nosql", table, filter="name == 'z'"))
    step("kv read rest", driver.read("nosql", table, columns=["ok"]))
    step("kv delete", driver.delete("nosql", table))
    step("kv read deleted", driver.read("nosql", table))
    step("kv delete again", driver.delete("kv", table))
    step("kv delete missing", driver.delete("kv", table, if_missing=frames.frames_pb2.IGNORE))

    ranged = f"{driver.tables}/ranged"
    keyed = pd.DataFrame(
        {"key": ["mike", "joe", "mike"], "sort": ["aa", "cc", "bb"], "n": [1, 2, 3]},
    )
    step("kv write two indices", driver.write("nosql", ranged, keyed, index_cols=["key", "sort"]))
    step("kv read two indices", driver.read("nosql", ranged))
    step(
        "kv range scan",
        driver.read("nosql", ranged, sharding_keys=["mike"], sort_key_range_start="aa", sort_key_range_end="bb"),
    )

    split = f"{driver.tables}/split"
    parted = pd.DataFrame({"day": [1.0, 2.5], "n": [LARGE, 2]}, index=pd.Index(["x", "y"], name="id"))
    step("kv write partitions", driver.write("nosql", split, parted, partition_keys=["day"]))
    step("kv read partitions", driver.read("nosql", split))

    # What a condition refuses leaves a table that can be read, deleted once, and then no more.
    refused = f"{driver.tables}/refused"
    df = pd.DataFrame({"col1": [1, 2], "col2": ["b", "c"]}, index=pd.Index(["p", "q"], name="key"))
    condition = "starts({col2}, 'aaa') AND {col1} == 3"
    step("kv condition", driver.write("nosql", refused, df, condition=condition))
    step("kv read empty", lambda: json.loads(driver.client.read("nosql", refused).to_json()))
    step("kv delete empty", driver.delete("kv", refused))
    step("kv delete empty again", driver.delete("kv", refused))


def drive_times(driver):
    """Columns of times in several zones, without one, before the epoch, and missing."""
    step, table = driver.step, f"{driver.tables}/times"
    east = timezone(timedelta(hours=2))
    when = [
        datetime(1940, 4, 25, tzinfo=east),
        datetime(1940, 4, 25),
        None,
        pd.Timestamp("2024-02-29T12:00:00.123456789", tz="Asia/Tokyo"),
    ]
    times = pd.DataFrame(index=pd.Index([1, 2, 3, 4], name="id"))
    times["when"] = pd.Series(when, dtype=object, index=times.index)
    step("times write", driver.write("kv", table, times))
    step("times read", driver.read("kv", table))
    step("times delete", driver.delete("kv", table))


def drive_csv(driver):
    step, table = driver.step, f"{driver.tables}.csv"
    df = pd.DataFrame(
        {
            "large": [LARGE, -5, 7],
            "ratio": [0.5, 1e-7, 3.25],
            "text": ["a,b", 'say "hi"', "ü"],
            "ok": [True, False, True],
            "day": pd.to_datetime(["2020-01-02", "2020-01-03T04:05:06", "1969-12-31"], format="ISO8601"),
        }
    )
    step("csv create", driver.create("csv", table))
    step("csv write", driver.write("csv", table, df))
    step("csv read", driver.read("csv", table))
    step("csv read in pieces", driver.read_iterator("csv", table, max_rows_in_msg=2))
    step("csv read limit", lambda: len(driver.client.read("csv", table, limit=1)))
    step("csv write in pieces", driver.write("csv", table, [df, df], max_rows_in_msg=2))
    step("csv read longer", lambda: len(driver.client.read("csv", table)))
    step("csv raw", lambda: [len(frame) for frame in driver.client.read("csv", table, get_raw=True, max_rows_in_msg=4)])
    step("csv ping", driver.execute("csv", table, "ping"))
    step("csv unknown command", driver.execute("csv", table, "dance"))
    step("csv delete", driver.delete("csv", table))
    step("csv delete again", driver.delete("csv", table))



def drive_stream(driver):
    step, table = driver.step, f"{driver.tables}/stream"
    times = pd.date_range("2024-01-01", periods=4, freq="s", tz="US/Eastern", name="time")
    df = pd.DataFrame({"cpu": [0.5, 1.5, 2.5, 3.5], "host": ["a", "b", "a", "b"], "n": [LARGE, 1, 2, 3]}, index=times)
    step("stream create", driver.create("stream", table, shards=1, retention_hours=48))
    step("stream create again", driver.create("stream", table, shards=1, retention_hours=48))
    step("stream write", driver.write("stream", table, df))
    step("stream read", driver.read("stream", table, seek="earliest", shard_id="0"))
    step("stream read in pieces", driver.read_iterator("stream", table, seek="earliest", shard_id="0", max_rows_in_msg=3))
    step("stream read on", lambda: list(driver.client.read("stream", table, seek="sequence", shard_id="0", sequence=3)["cpu"]))
    step("stream latest", lambda: len(driver.client.read("stream", table, seek="latest", shard_id="0")))
    step("stream put", driver.execute("stream", table, "put", {"data": '{"cpu": 9}', "partition_key": "p", "client_info": "me"}))
    step("stream read put", lambda: [cell(x) for x in driver.client.read("stream", table, seek="earliest", shard_id="0")["cpu"]])
    step("stream no shard", driver.read("stream", table, seek="earliest", shard_id="9"))
    step("stream delete", driver.delete("stream", table))


def drive_tsdb(driver):
    step, table = driver.step, f"{driver.tables}/metrics"
    times = pd.date_range("2024-01-01T00:00:00Z", periods=6, freq="min", name="time")
    start, end = "2024-01-01T00:00:00Z", "2024-01-01T00:10:00Z"
    everything = {"start": "0", "end": "now"}
    linux = pd.DataFrame({"cpu": [1.0, 2.0, 3.0, 4.0, 5.0, np.nan], "disk": [10, 20, 30, 40, 50, 60]}, index=times)
    mac = pd.DataFrame({"cpu": [7.0, 8.0]}, index=times[:2])
    several = pd.DataFrame(
        {"cpu": [100.0, 200.0], "node": ["n1", "n2"], "time": times[:2]},
    )
    step("tsdb create", driver.create("tsdb", table, rate="1/m", aggregates="avg,max"))
    step("tsdb create again", driver.create("tsdb", table, rate="1/m"))
    step("tsdb create ignore", driver.create("tsdb", table, rate="1/m", if_exists=frames.frames_pb2.IGNORE))
    step("tsdb create bad rate", driver.create("tsdb", f"{table}-bad", rate="often"))
    step("tsdb write", driver.write("tsdb", table, linux, labels={"os": "linux", "li": 17, "lf": 3.22}))
    step("tsdb write label", driver.write("tsdb", table, mac, labels={"os": "mac"}))
    step("tsdb read", driver.read("tsdb", table, filter="os == 'linux'", **everything))
    step("tsdb read pieces", driver.read_iterator("tsdb", table, max_rows_in_msg=4, columns=["cpu"], **everything))
    step("tsdb multi index", driver.read("tsdb", table, multi_index=True, columns=["cpu"], **everything))
    step(
        "tsdb aggregate",
        driver.read("tsdb", table, columns=["disk"], start=start, end=end, step="3m", aggregators="avg,max,count"),
    )
    step("tsdb sql", driver.read("tsdb", query=f"select max(cpu) as top from '{table}' group by os", step="1h", start=start, end=end))
    step("tsdb bad sql", driver.read("tsdb", query="select from", start=start, end=end))
    step("tsdb write index labels", driver.write("tsdb", table, several, index_cols=["time", "node"]))
    step("tsdb read index labels", driver.read("tsdb", table, filter="node == 'n2'", multi_index=True, **everything))
    step("tsdb delete some", driver.delete("tsdb", table, start=times[2].to_pydatetime(), end=times[5].to_pydatetime(), metrics=["disk"]))
    step("tsdb read rest", lambda: sorted(driver.client.read("tsdb", table, columns=["disk"], filter="os == 'linux'", **everything)["disk"].dropna()))
    step("tsdb delete", driver.delete("tsdb", table))
    step("tsdb read deleted", driver.read("tsdb", table, **everything))


def drive_history(driver):
    client = driver.client
    named = {"table": f"{driver.tables}.csv"}
    driver.step("history", lambda: sorted(set(client.history(**named)["ActionType"])))
    driver.step("history action", lambda: sorted(set(client.history(action="write", backend="nosql")["BackendName"])))
    driver.step("history columns", lambda: sorted(client.history(**named).columns))
    driver.step("history nothing", lambda: len(client.history(table="no such table")))
    driver.step("history since", lambda: len(client.history(min_start_time="now-1h", **named)) > 0)
    driver.step("history before", lambda: len(client.history(max_start_time="now-1h", **named)))


def drive_errors(driver):
    step = driver.step
    step("unknown backend", driver.read("no-such-backend", "t"))
    step("unknown backend in pieces", driver.read_iterator("no-such-backend", "t"))
    step("write unknown backend", driver.write("no-such-backend", "t", pd.DataFrame({"a": [1]})))


def main():
    driver = Driver(*sys.argv[1:4])
    for drive in (drive_kv, drive_times, drive_csv, drive_stream, drive_tsdb, drive_errors, drive_history):
        drive(driver)
    json.dump(driver.results, sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
