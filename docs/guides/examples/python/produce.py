"""Produces canonical events. Usage:

    python produce.py record stock-adjusted < movements.jsonl
    python produce.py record order-created < orders.jsonl
    python produce.py send

KAFKA_BROKERS and SCHEMA_REGISTRY_URL say where; OUTBOX names the outbox's file.
"""

import json
import os
import sys
from pathlib import Path

from confluent_kafka import KafkaError, Message, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient, topic_record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

import order_created
import stock_adjusted
from outbox import Outbox

KINDS = {"stock-adjusted": stock_adjusted, "order-created": order_created}

# Copy the versions you write against into your own repository: they never change.
SCHEMAS = Path(os.environ.get("SCHEMAS", Path(__file__).parents[4] / "schemas" / "released"))

LARGEST = 900 * 1024


def serializer(record: str, version: int) -> AvroSerializer:
    registry = SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY_URL"]})
    return AvroSerializer(
        registry,
        (SCHEMAS / record / f"{version}.avsc").read_text(),
        conf={
            # The registry must know exactly this schema already; a producer never registers one.
            "auto.register.schemas": False,
            # Compared as a schema; otherwise as text, in which a blank makes a difference.
            "normalize.schemas": True,
            "subject.name.strategy": topic_record_subject_name_strategy,
            # A misspelt field would otherwise vanish, and its default be sent instead.
            "validate.strict": True,
        },
    )


def record(outbox: Outbox, kind: str) -> None:
    maker = KINDS[kind]
    encode = serializer(maker.RECORD, maker.VERSION)
    to = SerializationContext(maker.TOPIC, MessageField.VALUE)
    recorded = known = 0
    for text in sys.stdin:
        line = json.loads(text)

        def encoded(event_id: str, sequence: int, line: dict = line) -> bytes:
            value = encode(maker.event(line, event_id, sequence), to)
            if len(value) > LARGEST:
                raise ValueError(f"{len(value)} bytes are more than {LARGEST}: send large documents by reference")
            return value

        if outbox.record(kind, maker.ref(line), maker.TOPIC, maker.key(line), encoded):
            recorded += 1
        else:
            known += 1
    print(f"{recorded} recorded, {known} known already")


def send(outbox: Outbox) -> None:
    producer = Producer(
        {
            "bootstrap.servers": os.environ["KAFKA_BROKERS"],
            "client.id": "till-berlin",
            # librdkafka's default is CRC-32 (consistent_random), which puts most keys where nobody looks for them.
            "partitioner": "murmur2_random",
            "enable.idempotence": True,  # implies acks=all, and keeps the order through retries
            "message.timeout.ms": 0,  # never give one up while those behind it go on
        }
    )
    sent: list[int] = []

    def delivered(row: int, error: KafkaError | None, message: Message) -> None:
        if error:
            raise RuntimeError(f"row {row} of the outbox was refused: {error}")
        sent.append(row)

    try:
        for row, topic, key, value, traceparent in outbox.unsent():
            producer.produce(
                topic,
                key=key.encode(),  # raw UTF-8: no serializer, no quotes, no schema
                value=value,
                headers={"traceparent": traceparent},
                on_delivery=lambda error, message, row=row: delivered(row, error, message),
            )
            producer.poll(0)
        producer.flush()
    finally:
        outbox.forget(sent)
    print(f"{len(sent)} sent")


def main(arguments: list[str]) -> None:
    outbox = Outbox(os.environ.get("OUTBOX", "outbox.db"))
    match arguments:
        case ["record", kind] if kind in KINDS:
            record(outbox, kind)
        case ["send"]:
            send(outbox)
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
