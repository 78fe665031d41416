"""A line of movements.jsonl as StockAdjusted. Products and locations are Odoo's, so their ids derive from Odoo's."""

from decimal import Decimal

from meta import canonical_id, instant, meta

TOPIC = "retail.inventory.v1"
RECORD = "StockAdjusted"
VERSION = 1  # of schemas/released


def ref(line: dict) -> str:
    """What makes this fact the same fact when the file is read again."""
    return line["ref"]


def key(line: dict) -> str:
    return canonical_id("prd", "odoo:main", str(line["odooProductId"]))


def event(line: dict, event_id: str, sequence: int) -> dict:
    return {
        "meta": meta(event_id, key(line), sequence, line["at"], correlation_id=ref(line)),
        "productId": key(line),
        "locationId": canonical_id("loc", "odoo:main", str(line["odooLocationId"])),
        "delta": {"amount": Decimal(line["delta"]), "unit": line["unit"]},
        "cause": line["cause"],
        "odooMoveId": None,
        "effectiveAt": instant(line["at"]),
    }
