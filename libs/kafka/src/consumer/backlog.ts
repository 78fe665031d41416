import type { ReceivedMessage } from '../port.js';

/** Messages of one partition that wait for their turn, in order. */
export class Backlog {
  private messages: ReceivedMessage[] = [];
  /** Of keys and values. */
  bytes = 0;

  get count(): number {
    return this.messages.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  add(messages: readonly ReceivedMessage[]): void {
    for (const message of messages) this.messages.push(message);
    this.bytes += bytesOf(messages);
  }

  /** The first so many, which stay until they are dropped. However few Kafka sent at a time, all that waits goes together. */
  first(count: number): readonly ReceivedMessage[] {
    return this.messages.slice(0, count);
  }

  drop(count: number): void {
    this.bytes -= bytesOf(this.messages.splice(0, count));
  }

  clear(): void {
    this.messages = [];
    this.bytes = 0;
  }
}

const bytesOf = (messages: readonly ReceivedMessage[]): number =>
  messages.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0), 0);
