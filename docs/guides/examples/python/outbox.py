"""Facts recorded once, with the bytes that will be sent for them. Keep these tables in your own database, and write them
in the transaction that makes the fact: then a crash at any point repeats an event at worst, with the same id."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator

from meta import uuid7

TABLES = """
CREATE TABLE IF NOT EXISTS fact (kind TEXT, ref TEXT, event_id TEXT NOT NULL, PRIMARY KEY (kind, ref));
CREATE TABLE IF NOT EXISTS head (topic TEXT, key TEXT, sequence INTEGER NOT NULL, PRIMARY KEY (topic, key));
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT, key TEXT, value BLOB, traceparent TEXT);
"""


class Outbox:
    def __init__(self, file: str) -> None:
        self.database = sqlite3.connect(file)
        self.database.executescript(TABLES)

    def record(self, kind: str, ref: str, topic: str, key: str, encode: Callable[[str, int], bytes]) -> bool:
        """Makes the event's id and sequence, encodes it, and keeps all three. False where the fact is known already."""
        with self.database as db:  # one transaction
            known = db.execute("SELECT 1 FROM fact WHERE kind = ? AND ref = ?", (kind, ref)).fetchone()
            if known:
                return False
            event_id = uuid7()
            db.execute("INSERT INTO fact VALUES (?, ?, ?)", (kind, ref, event_id))
            (sequence,) = db.execute(
                "INSERT INTO head VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET sequence = sequence + 1 RETURNING sequence",
                (topic, key),
            ).fetchone()
            # W3C Trace Context. Where OpenTelemetry runs, inject the current span's instead of beginning a trace here.
            traceparent = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
            row = (topic, key, encode(event_id, sequence), traceparent)
            db.execute("INSERT INTO outbox (topic, key, value, traceparent) VALUES (?, ?, ?, ?)", row)
            return True

    def unsent(self) -> Iterator[tuple[int, str, str, bytes, str]]:
        """In the order in which they were recorded, which is the order every key must keep."""
        rows = self.database.execute("SELECT id, topic, key, value, traceparent FROM outbox ORDER BY id")
        return iter(rows.fetchall())

    def forget(self, ids: list[int]) -> None:
        with self.database as db:
            db.executemany("DELETE FROM outbox WHERE id = ?", [(one,) for one in ids])
