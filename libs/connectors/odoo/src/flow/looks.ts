import { LOOK_EVERY_MS } from './free-worker.js';

export interface LooksOptions {
  /** A request that needs next to no time of Odoo's, and no place of ours. */
  readonly look: () => Promise<unknown>;
  /** Calls of ours just now. */
  readonly inFlight: () => number;
  /** @param millis that the look took @param inFlight calls as it began */
  readonly tell: (millis: number, inFlight: number) => void;
}

/** Looks in at Odoo, as somebody does who opens a form, again and again for as long as calls of ours are in flight. */
export class Looks {
  private isLooking = false;

  constructor(private readonly options: LooksOptions) {}

  /** A call begins. */
  begin(): void {
    if (!this.isLooking) void this.look();
  }

  private async look(): Promise<void> {
    const { look, inFlight, tell } = this.options;
    this.isLooking = true;
    while (inFlight() > 0) {
      const [calls, begun] = [inFlight(), performance.now()];
      const isAnswered = await look().then(
        () => true,
        () => false, // what is wrong with Odoo the calls find out, and say
      );
      if (isAnswered) tell(performance.now() - begun, calls);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
    }
    this.isLooking = false;
  }
}
