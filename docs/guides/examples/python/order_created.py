"""A line of orders.jsonl as OrderCreated: the whole order as it was taken. Amounts are gross and in one currency."""

from decimal import Decimal

from meta import CHANNEL, SYSTEM, canonical_id, instant, meta

TOPIC = "retail.orders.v1"
RECORD = "OrderCreated"
VERSION = 2  # of schemas/released


def ref(order: dict) -> str:
    """What makes this fact the same fact when the file is read again."""
    return order["id"]


def key(order: dict) -> str:
    return canonical_id("ord", SYSTEM, order["id"])


def event(order: dict, event_id: str, sequence: int) -> dict:
    def money(amount: Decimal) -> dict:
        stated = {"amount": amount, "currency": order["currency"]}
        return {"shop": stated, "presentment": stated}

    def vat(position: dict) -> dict:
        amount = money(Decimal(position["vat"]))
        return {"title": "VAT", "rate": Decimal(position["vatRate"]), "amount": amount, "included": True}

    def line(position: dict) -> dict:
        return {
            "lineId": canonical_id("orl", SYSTEM, f"{order['id']}/{position['id']}"),
            "channelLineId": position["id"],
            "listingRef": None,
            "sku": position["sku"],
            "title": position["title"],
            "quantity": {"amount": Decimal(position["quantity"]), "unit": "unit"},
            "unitPrice": money(Decimal(position["unitPrice"])),
            "discounts": [],
            "taxes": [vat(position)],
            "total": money(gross(position)),
            "requiresShipping": True,
            "giftCard": False,
        }

    delivery, customer = order["shipping"], order["customer"]
    goods = sum((gross(position) for position in order["lines"]), Decimal(0))
    carriage = Decimal(delivery["price"])
    tax = sum((Decimal(position["vat"]) for position in [*order["lines"], delivery]), Decimal(0))
    return {
        "meta": meta(event_id, key(order), sequence, order["placedAt"], correlation_id=key(order)),
        "orderId": key(order),
        "channelOrderId": order["id"],
        "orderNumber": order["number"],
        "placedAt": instant(order["placedAt"]),
        "shopCurrency": order["currency"],
        "presentmentCurrency": order["currency"],
        "taxesIncluded": True,
        "lines": [line(position) for position in order["lines"]],
        "shipping": [
            {
                "title": delivery["title"],
                "code": None,
                "carrier": None,
                "price": money(carriage),
                "discounts": [],
                "taxes": [vat(delivery)],
                "total": money(carriage),
            }
        ],
        "discounts": [],
        "totals": {
            "lines": money(goods),
            "discounts": money(Decimal(0)),
            "shipping": money(carriage),
            "tax": money(tax),
            "duties": None,
            "tip": None,
            "rounding": None,
            "grandTotal": money(goods + carriage),
        },
        "tenders": [{"gateway": order["gateway"], "kind": "CARD", "amount": money(goods + carriage)}],
        "channelReferences": {},
        "customerId": canonical_id("cus", SYSTEM, customer["id"]),
        "personal": {
            "subjectId": f"{CHANNEL}:{customer['id']}",
            "name": customer["name"],
            "email": customer["email"],
            "phone": None,
            "taxNumber": None,
            "locale": None,
            "billingAddress": None,
            "shippingAddress": None,
        },
        "test": False,
        "tags": [],
    }


def gross(position: dict) -> Decimal:
    return Decimal(position["quantity"]) * Decimal(position["unitPrice"])
