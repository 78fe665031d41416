import { type AnyEvent, defineEvent, type EventType } from '@penstock/contracts';
import { type LevelChanged, stockEvents, type StockMoved } from '../events.js';

/** A movement that also says where it was scanned: one more field, with a default. */
export interface StationedMove extends StockMoved {
  readonly station: string;
}

/** Said by the new version only. */
export interface StationSeen extends AnyEvent {
  readonly productId: string;
  readonly station: string;
}

export interface NextStockEvents {
  readonly StockMoved: EventType<StationedMove>;
  readonly LevelChanged: EventType<LevelChanged>;
  readonly StationSeen: EventType<StationSeen>;
}

/** What is read where the writer knew no stations yet. */
export const NO_STATION = 'unknown';

/** The events as the version after knows them: {@link stockEvents}, expanded. */
export function nextStockEvents(prefix: string): NextStockEvents {
  const { StockMoved, LevelChanged } = stockEvents(prefix);
  const before = JSON.parse(StockMoved.schema) as { name: string; fields: { name: string; type: unknown }[] };
  const station = { name: 'station', type: 'string', default: NO_STATION };
  const place = before.fields.filter(({ name }) => name === 'meta' || name === 'productId');
  const common = { keyField: 'productId', owner: 'delivery', onDeadLetter: 'hold' } as const;
  return {
    StockMoved: defineEvent<StationedMove>({
      ...common,
      name: StockMoved.name,
      topic: StockMoved.topic,
      schema: JSON.stringify({ ...before, fields: [...before.fields, station] }),
    }),
    LevelChanged,
    StationSeen: defineEvent<StationSeen>({
      ...common,
      name: 'penstock.test.StationSeen',
      topic: `${prefix}.stations`,
      schema: JSON.stringify({ ...before, name: 'StationSeen', fields: [...place, station] }),
    }),
  };
}
