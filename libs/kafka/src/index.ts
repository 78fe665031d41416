export { type Decoded, EventCodec, type EventDecoder } from './event-codec.js';
export { KafkajsConsumer, type ConsumerSettings } from './kafkajs-consumer.js';
export { KafkajsProducer } from './kafkajs-producer.js';
export type {
  EventConsumer,
  EventProducer,
  KafkaSettings,
  OutgoingRecord,
  PartitionBatch,
  PartitionControl,
  ReceivedMessage,
} from './port.js';
export { Registry, RegistryUnreachable, UnknownSchema } from './registry.js';
export { createTopics, type TopicDefinition } from './topics.js';
