export { type Decoded, EventCodec, type EventDecoder } from './event-codec.js';
export { KafkajsConsumer, type ConsumerSettings } from './consumer/kafkajs-consumer.js';
export { KafkajsProducer, SendTimedOut } from './kafkajs-producer.js';
export type {
  EventConsumer,
  EventProducer,
  KafkaSettings,
  OutgoingRecord,
  PartitionBatch,
  PartitionControl,
  PartitionHandler,
  Position,
  ReceivedMessage,
  Stop,
} from './port.js';
export { Registry, RegistryUnreachable, UnknownSchema } from './registry.js';
export { createTopics, type TopicDefinition } from './topics.js';
export { partitionOfKey } from './partition-of-key.js';
