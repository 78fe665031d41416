import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { answersTo, type Application, asksMore, gather, isEmpty, loaded, type Rows } from './apply.js';

interface Keyed extends Application {
  readonly key: string;
}

/**
 * The events from `from` on that are asked for in one round trip: none where the first asks nothing, it alone where its answers may hang on
 * anything; otherwise those after it too, while each is of another key and is answered by what events of its own key saved.
 * @param mayAsk whether an event is to be asked for at all
 */
export function askedTogether<A extends Keyed>(events: readonly A[], from: number, mayAsk: (event: A) => boolean): A[] {
  const keys = new Set<string>();
  const together: A[] = [];
  for (let i = from; i < events.length; i += 1) {
    const event = events[i] as A;
    const fits = together.length === 0 ? asksMore(event) : asksOfItsKey(event) && !keys.has(event.key);
    if (!fits || !mayAsk(event)) break;
    together.push(event);
    if (!asksOfItsKey(event)) break;
    keys.add(event.key);
  }
  return together;
}

const asksOfItsKey = ({ handler }: Application): boolean =>
  handler.queries !== undefined && handler.queryScope === 'key' && isEmpty(handler.thenLoads);

/**
 * Asks for events that {@link askedTogether} put together.
 * @returns for each what gives its rows and answers when it is applied, or throws what asking threw. Rows are taken only then, since events
 * before it may have saved some of them; answers cannot have changed.
 */
export async function askFor(unit: UnitOfWork, events: readonly Application[]): Promise<(() => Rows)[]> {
  const asked =
    events.length === 1 ? events.map((one) => gather(unit, one)) : events.map((each) => answersOf(unit, each));
  const settled = await Promise.allSettled(asked);
  return settled.map((answer, i) => () => {
    if (answer.status === 'rejected') throw answer.reason;
    return { ...loaded(unit, events[i] as Application), ...answer.value };
  });
}

const answersOf = async (unit: UnitOfWork, asking: Application): Promise<Rows> =>
  answersTo(unit, asking.handler.queries ?? {}, asking.event, loaded(unit, asking));
