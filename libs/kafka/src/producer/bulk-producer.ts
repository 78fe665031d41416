import {
  type API,
  type Callback,
  createAPI,
  type CreateRecordsBatchOptions,
  kGetApi,
  type MessageRecord,
  Producer,
  produceV10,
  produceV11,
  produceV9,
  type ResponseParser,
  Writer,
} from '@platformatic/kafka';
import { recordsBatch } from './records-batch.js';

type Options = Pick<CreateRecordsBatchOptions, 'producerId' | 'producerEpoch' | 'sequences'>;

/** Versions of Kafka's Produce request of one form: https://kafka.apache.org/protocol#The_Messages_Produce */
const ANSWERS = new Map<number, ResponseParser<unknown>>([
  [9, produceV9.parseResponse],
  [10, produceV10.parseResponse],
  [11, produceV11.parseResponse],
]);

/**
 * The library's producer, with all it does about leaders, retries and sequence numbers; only how records are written is ours. A broker that
 * speaks none of the versions above gets the library's writing.
 */
export class BulkProducer extends Producer<Buffer, Buffer, Buffer, Buffer> {
  override [kGetApi]<Arguments extends unknown[], Answer>(
    name: string,
    callback: Callback<API<Arguments, Answer>>,
  ): void {
    super[kGetApi]<Arguments, Answer>(name, (error, api) => {
      const parse = name === 'Produce' && api ? ANSWERS.get(api.version) : undefined;
      if (!api || !parse) callback(error, api);
      else callback(null, createAPI(api.key, api.version, produceRequest, parse as ResponseParser<Answer>));
    });
  }
}

export function produceRequest(acks: number, timeout: number, records: MessageRecord[], options: Options): Writer {
  const timestamp = BigInt(Date.now());
  const topics = [...Map.groupBy(records, ({ topic }) => topic)];
  return Writer.create()
    .appendString(null) // no transaction
    .appendInt16(acks)
    .appendInt32(timeout)
    .appendArray(topics, (topicWriter, [topic, ofTopic]) => {
      const partitions = [...Map.groupBy(ofTopic, ({ partition = 0 }) => partition)];
      topicWriter.appendString(topic).appendArray(partitions, (writer, [partition, ofPartition]) => {
        const { producerId, producerEpoch, sequences } = options;
        const sequence = sequences.getWithDefault(`${topic}:${partition}`, 0);
        const batch = recordsBatch(ofPartition, { producerId, producerEpoch, sequence, timestamp });
        writer
          .appendInt32(partition)
          .appendUnsignedVarInt(batch.length + 1)
          .append(batch);
      });
    })
    .appendTaggedFields();
}
