/** Where a message stood in Kafka: what names it for good, also when its bytes name nothing. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

const TEXT = /^([\w.-]+)\/(\d{1,9})\/(\d{1,18})$/;

/** `retail.orders.v1/3/1042` */
export const positionText = ({ topic, partition, offset }: Position): string => `${topic}/${partition}/${offset}`;

/** @returns undefined when the text is no position */
export function readPosition(text: string): Position | undefined {
  const [, topic, partition, offset] = TEXT.exec(text) ?? [];
  return topic && partition && offset ? { topic, partition: Number(partition), offset: BigInt(offset) } : undefined;
}
