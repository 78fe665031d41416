"""What every event begins with: its id, its instant, who said it. See docs/events.md, EventMeta."""

import hashlib
import secrets
import time
from datetime import datetime

ENTITY = "main"
SYSTEM = "till:berlin"  # your system with its instance, agreed with the platform team
CHANNEL = "berlin"

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def uuid7() -> str:
    """RFC 9562, version 7: 48 bits of milliseconds, 74 random bits. In the standard library from Python 3.14 on."""
    millis = time.time_ns() // 1_000_000
    value = millis << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def canonical_id(kind: str, system: str, external_id: str) -> str:
    """The id under which everybody knows a thing: 130 bits of SHA-256 over who records it, in Crockford's base 32."""
    parts = (kind, ENTITY, system, external_id)
    text = "".join(f"{len(part.encode())}:{part}" for part in parts)
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> 126
    return f"{kind}_" + "".join(CROCKFORD[bits >> shift & 31] for shift in range(125, -5, -5))


def instant(text: str) -> datetime:
    """ISO 8601 with an offset. The Avro library takes a time without one for local time of this machine: refuse it."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no offset, so it says no instant")
    return moment


def meta(event_id: str, aggregate_id: str, sequence: int, occurred_at: str, correlation_id: str) -> dict:
    moment = instant(occurred_at)
    return {
        "eventId": event_id,
        "occurredAt": moment,
        "occurredZone": moment.isoformat()[-6:],
        "source": {"system": SYSTEM, "channel": CHANNEL},
        "entity": ENTITY,
        "correlationId": correlation_id,
        "causationId": None,
        "aggregateId": aggregate_id,
        "sequence": sequence,
        "mode": "live",
    }
