"""Runs pieces of Python code, each in a namespace of its own, and prints what became of their `df`, as one JSON list.

    python runCode.py < list of codes as JSON

Each entry is the table that `df` holds, null where there is none, or {"error": <class>, "text": <message>}.
"""

import json
import sys
import warnings

import pandas as pd
from drive import table_of


def outcome(code):
    namespace = {}
    try:
        exec(compile(code, "<code>", "exec"), namespace)
    except Exception as error:  # noqa: BLE001 - whatever is raised is the result
        return {"error": type(error).__name__, "text": str(error)}
    df = namespace.get("df")
    return table_of(df) if isinstance(df, pd.DataFrame) else None


warnings.simplefilter("ignore")
json.dump([outcome(code) for code in json.load(sys.stdin)], sys.stdout, allow_nan=False)
