"""Drives the web API of a service with the real client and prints what the client gave back, as one JSON object.

    python webApi.py <address> <container> <directory to work in>

Each entry is a value, or {"error": <class>, "status": <HTTP status>} where the client raised. Nothing is asserted here.
"""

import array
import json
import logging
import sys
from datetime import datetime, timezone

import v3io.dataplane

address, container, directory = sys.argv[1:]
# The client prints its warnings where the results go.
logging.disable(logging.CRITICAL)
client = v3io.dataplane.Client(endpoint=address, access_key="key")
results = {}


def step(name, run):
    try:
        results[name] = run()
    except Exception as error:
        results[name] = {"error": type(error).__name__, "status": getattr(error, "status_code", None)}


def value_of(value):
    if isinstance(value, bytes):
        return {"bytes": list(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return [value_of(each) for each in value]
    return value


def plain(item):
    return {name: value_of(value) for name, value in sorted(item.items())}


step("containers", lambda: sorted(each.name for each in client.get_containers().output.containers))

# Objects

file = f"{directory}/files/obj ect#1.txt"


def put_object():
    client.object.put(container, file, body="0123456789")
    client.object.put(container, file, body="ü", append=True)
    return client.object.get(container, file).body.decode()


step("object put", put_object)
step("object range", lambda: client.object.get(container, file, offset=4, num_bytes=3).body.decode())
step("object from", lambda: client.object.get(container, file, offset=8).body.decode())
step("object head", lambda: client.object.head(container, file).status_code)
step("object missing", lambda: client.object.get(container, f"{directory}/nosuch"))
step("directory made", lambda: client.object.put(container, f"{directory}/files/sub/").status_code)


def listing():
    output = client.container.list(container, f"{directory}/files", get_all_attributes=True).output
    return {
        "files": [[each.key, each.size, each.mode] for each in output.contents],
        "directories": [[each.prefix, each.mode] for each in output.common_prefixes],
        "truncated": output.is_truncated,
    }


step("listing", listing)


def pages():
    keys, marker = [], None
    for number in range(5):
        client.object.put(container, f"{directory}/pages/{number}", body="x")
    for _ in range(9):
        output = client.container.list(container, f"{directory}/pages", limit=2, marker=marker).output
        keys += [each.key.rsplit("/", 1)[1] for each in output.contents]
        marker = output.next_marker
        if output.is_truncated == "false":
            return keys


step("pages", pages)
step("listing missing", lambda: client.container.list(container, f"{directory}/nosuch"))
step("directory full", lambda: client.object.delete(container, f"{directory}/files/"))
step("object delete", lambda: client.object.delete(container, file).status_code)

# Items

table = f"{directory}/people"


def values():
    client.kv.put(
        container,
        table,
        "all",
        {
            "large": 2**63 - 1,
            "zero": 0.0,
            "pi": 3.14,
            "text": "ü🙂",
            "empty": "",
            "yes": True,
            "no": False,
            "blob": b"\x00\xff",
            "ints": [1, 2, 3],
            "floats": array.array("d", [0.5, 1.5]),
            "when": datetime(2020, 1, 2, 3, 4, 5, 500000, timezone.utc),
        },
    )
    return plain(client.kv.get(container, table, "all").output.item)


step("kv values", values)
step("kv too large", lambda: client.kv.put(container, table, "large", {"n": 2**63}))


def update():
    client.kv.update(container, table, "all", expression="ints[1] = ints[1] * 2; pi = pi + 1; n = large - 1")
    client.kv.update(container, table, "all", attributes={"text": "new"})
    names = ["ints", "pi", "n", "text", "__size", "__name"]
    return plain(client.kv.get(container, table, "all", attribute_names=names).output.item)


step("kv update", update)
step(
    "kv condition",
    lambda: client.kv.update(container, table, "all", expression="n = 1", condition="text == 'old'"),
)
step("kv missing", lambda: client.kv.get(container, table, "nosuch"))


def cursor(**options):
    items = client.kv.new_cursor(container, table, **options).all()
    return [plain(item) for item in items]


def fill():
    client.kv.delete(container, table, "all")
    for number in range(30):
        client.batch.kv.put(container, table, f"k{number % 3}.{number:02}", {"n": number, "half": number / 2})
    return [response.status_code for response in client.batch.wait()].count(200)


step("kv batch", fill)
step("kv scan", lambda: len(cursor()))
step("kv limit", lambda: [item["__name"] for item in cursor(limit=4)])
step("kv filter", lambda: cursor(filter_expression="n >= 28", attribute_names=["n", "half"]))
step(
    "kv range",
    lambda: [
        item["n"] for item in cursor(sharding_key="k1", sort_key_range_start="10", sort_key_range_end="20")
    ],
)
step("kv segments", lambda: sum(len(cursor(segment=each, total_segments=4)) for each in range(4)))
step("kv table missing", lambda: client.kv.scan(container, f"{directory}/nosuch"))
step(
    "kv schema",
    lambda: client.kv.create_schema(
        container, table, key="id", fields=[{"name": "n", "type": "long", "nullable": True}]
    ).status_code,
)

# Streams

stream = f"{directory}/stream"


def records(shard, **seeking):
    location = client.stream.seek(container, stream, shard, **seeking).output.location
    output = client.stream.get_records(container, stream, shard, location).output
    return [[each.sequence_number, each.data.decode(), value_of(each.client_info)] for each in output.records]


step("stream create", lambda: client.stream.create(container, stream, shard_count=4).status_code)
step("stream create again", lambda: client.stream.create(container, stream, shard_count=4))


def put_records():
    output = client.stream.put_records(
        container,
        stream,
        [
            {"shard_id": 1, "data": "one"},
            {"shard_id": 1, "data": "two", "client_info": b"\x01"},
            {"shard_id": 9, "data": "nowhere"},
            {"data": "key", "partition_key": "k"},
        ],
    ).output
    return [output.failed_record_count, [each.error_code is None for each in output.records]]


step("stream put", put_records)
step("stream earliest", lambda: records(1, seek_type="EARLIEST"))
step("stream sequence", lambda: records(1, seek_type="SEQUENCE", starting_sequence_number=2))
step("stream latest", lambda: records(1, seek_type="LATEST"))
step("stream time", lambda: records(1, seek_type="TIME", timestamp_sec=0, timestamp_nsec=0))
step("stream no shard", lambda: records(9, seek_type="EARLIEST"))


def grow():
    client.stream.update(container, stream, shard_count=16)
    output = client.stream.describe(container, stream).output
    return [output.shard_count, output.retention_period_hours]


step("stream update", grow)
step("stream delete", lambda: client.stream.delete(container, stream).status_code)
step("stream gone", lambda: client.stream.describe(container, stream))

print(json.dumps(results))
