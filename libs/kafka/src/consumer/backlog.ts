import type { ReceivedMessage } from '../port.js';
import type { Room } from './room.js';

/** Messages of one partition that wait for their turn, in order. */
export class Backlog {
  private messages: ReceivedMessage[] = [];
  /** Of keys and values. */
  private bytes = 0;

  constructor(private readonly room: Room) {}

  get count(): number {
    return this.messages.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  add(messages: readonly ReceivedMessage[]): void {
    for (const message of messages) this.messages.push(message);
    this.grow(bytesOf(messages));
  }

  /** The first so many, which stay until they are dropped. However few Kafka sent at a time, all that waits goes together. */
  first(count: number): readonly ReceivedMessage[] {
    return this.messages.slice(0, count);
  }

  drop(count: number): void {
    this.grow(-bytesOf(this.messages.splice(0, count)));
  }

  clear(): void {
    this.drop(this.count);
  }

  /** No more should come. */
  get isFull(): boolean {
    return this.room.isFullFor(this.bytes);
  }

  /** More may come again. */
  get hasRoom(): boolean {
    return this.room.isFreeFor(this.bytes);
  }

  private grow(bytes: number): void {
    this.bytes += bytes;
    this.room.add(bytes);
  }
}

const bytesOf = (messages: readonly ReceivedMessage[]): number =>
  messages.reduce((sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0), 0);
