/**
 * What all partitions of an assignment may keep waiting. One half is shared out equally, so that none stands still because others have much
 * waiting; the other half is for those that have.
 */
export class Room {
  private readonly half: number;
  private readonly share: number;
  private taken = 0;

  constructor(bytes: number, partitions: number) {
    this.half = bytes / 2;
    this.share = this.half / Math.max(1, partitions);
  }

  /** @param bytes that wait now, or, below zero, that do not any more */
  add(bytes: number): void {
    this.taken += bytes;
  }

  /** @param own bytes of one partition: no more of it should come */
  isFullFor(own: number): boolean {
    return own >= this.share && this.taken >= this.half;
  }

  /** @param own bytes of one partition: more of it may come again */
  isFreeFor(own: number): boolean {
    return own <= this.share / 2 || this.taken <= this.half / 2;
  }
}
