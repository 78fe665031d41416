export { type Decoded, EventCodec, type EventDecoder, EventTooLarge } from './event-codec.js';
export type { ConsumerSettings } from './consumer/consumer-settings.js';
export { KafkajsConsumer } from './consumer/kafkajs-consumer.js';
export { KafkajsProducer } from './producer/kafkajs-producer.js';
export { PlatformaticProducer } from './producer/platformatic-producer.js';
export { SendTimedOut } from './producer/within.js';
export type {
  EventConsumer,
  EventProducer,
  KafkaSettings,
  OutgoingRecord,
  PartitionBatch,
  PartitionControl,
  PartitionHandler,
  PartitionLag,
  Position,
  ReceivedMessage,
  Stop,
} from './port.js';
export { Registry, RegistryUnreachable, UnknownSchema } from './registry.js';
export { createTopics, type TopicDefinition } from './topics.js';
export { partitionOfKey } from './partition-of-key.js';
