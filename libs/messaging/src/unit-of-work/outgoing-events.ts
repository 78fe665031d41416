import type { Cause, Outgoing } from '../handling/outgoing.js';

/** An event to be said, with what led to it. */
export interface CausedEvent {
  readonly draft: Outgoing<any>;
  readonly cause: Cause;
  readonly traceparent: string | undefined;
}

/** The events of one transaction in the order they were said, without those that a later one overtook. */
export class OutgoingEvents {
  private readonly events: (CausedEvent | undefined)[] = [];
  /** Where the last event of a type and key stands that another may overtake. */
  private readonly places = new Map<string, number>();

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  add(event: CausedEvent): void {
    const { type, content, overtakes } = event.draft;
    if (!overtakes) {
      this.events.push(event);
      return;
    }
    const name = `${type.name} ${type.keyOf(content as never)}`;
    const place = this.places.get(name);
    const earlier = place === undefined ? undefined : this.events[place];
    if (place !== undefined) this.events[place] = undefined;
    this.places.set(name, this.events.length);
    this.events.push(
      earlier ? { ...event, draft: { ...event.draft, content: overtakes(earlier.draft.content) as object } } : event,
    );
  }

  inOrder(): CausedEvent[] {
    return this.events.filter((event) => event !== undefined);
  }
}
