"""Prints a topic from its beginning to its present end, decoded: python read.py retail.inventory.v1"""

import json
import os
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext, SerializationError


def main(topic: str) -> None:
    decode = AvroDeserializer(SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY_URL"]}))
    consumer = Consumer(
        {
            "bootstrap.servers": os.environ["KAFKA_BROKERS"],
            "group.id": "reading",  # required by the client; with assign() and no commit it leaves no trace
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        }
    )
    partitions = consumer.list_topics(topic).topics[topic].partitions
    consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING) for partition in partitions])
    unread = len(partitions)
    while unread:
        message = consumer.poll()
        if message.error():
            if message.error().code() != KafkaError._PARTITION_EOF:
                raise SystemExit(message.error().str())
            unread -= 1
            continue
        place = f"{message.partition()}/{message.offset()} {(message.key() or b'').decode(errors='replace')}"
        try:
            value = decode(message.value(), SerializationContext(topic, MessageField.VALUE))
            print(place, json.dumps(value, default=str))
        except SerializationError as error:
            print(place, f"cannot be decoded: {error}")
    consumer.close()


main(*sys.argv[1:])
