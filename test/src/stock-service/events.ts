import { type AnyEvent, defineEvent, type EventType, StockAdjusted } from '@penstock/contracts';

/** A movement of stock: about a kilobyte, the input of every program that is compared. */
export interface StockMoved extends AnyEvent {
  readonly productId: string;
  readonly sku: string;
  readonly locationId: string;
  /** Pieces in, or out where negative. */
  readonly delta: number;
  readonly unit: string;
  readonly reason: 'UNKNOWN' | 'SALE' | 'RETURN' | 'RECEIPT' | 'COUNT';
  readonly attributes: Readonly<Record<string, string>>;
  readonly note: string;
}

/** What is on hand of a product after one of its movements. */
export interface LevelChanged extends AnyEvent {
  readonly productId: string;
  readonly locationId: string;
  readonly onHand: number;
  readonly delta: number;
}

/** The events of the stock service, which is no service of the product: they are in no catalogue. */
export interface StockEvents {
  readonly StockMoved: EventType<StockMoved>;
  readonly LevelChanged: EventType<LevelChanged>;
}

interface Field {
  readonly name: string;
  readonly type: unknown;
  readonly default?: unknown;
}

/** Every event begins with the same `meta`. */
const [meta] = (JSON.parse(StockAdjusted.schema) as { fields: [Field] }).fields;

const text = (name: string): Field => ({ name, type: 'string' });
const whole = (name: string): Field => ({ name, type: 'int' });
const reason = {
  type: 'enum',
  name: 'MovementReason',
  symbols: ['UNKNOWN', 'SALE', 'RETURN', 'RECEIPT', 'COUNT'],
  default: 'UNKNOWN',
};

/** @param prefix of the topics, so that several runs on one broker keep apart: `<prefix>.movements`, `<prefix>.levels` */
export function stockEvents(prefix: string): StockEvents {
  const define = <T extends AnyEvent>(name: string, topic: string, fields: readonly Field[]): EventType<T> =>
    defineEvent<T>({
      name: `penstock.test.${name}`,
      topic: `${prefix}.${topic}`,
      keyField: 'productId',
      owner: 'delivery',
      onDeadLetter: 'hold',
      schema: JSON.stringify({ type: 'record', name, namespace: 'penstock.test', fields: [meta, ...fields] }),
    });
  const place = [text('productId'), text('locationId')];
  return {
    StockMoved: define('StockMoved', 'movements', [
      ...[text('productId'), text('sku'), text('locationId'), whole('delta'), text('unit')],
      { name: 'reason', type: reason, default: 'UNKNOWN' },
      { name: 'attributes', type: { type: 'map', values: 'string' } },
      text('note'),
    ]),
    LevelChanged: define('LevelChanged', 'levels', [...place, whole('onHand'), whole('delta')]),
  };
}
