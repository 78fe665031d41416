import { describe, expect, it } from 'vitest';
import { play, shrunk, type Tally } from './play.fixture.js';

/** `RESERVATION_STEPS=1000000` plays a million; `RESERVATION_SEED` begins elsewhere. */
const STEPS = Number(process.env['RESERVATION_STEPS'] ?? 50_000);
const SEED = Number(process.env['RESERVATION_SEED'] ?? 1);
const STEPS_A_WORLD = 500;

/** What must have happened for the rest to prove anything. */
const OUTCOMES = [
  'StockReserved request',
  'StockReserved create',
  'StockReserved update',
  'StockReserved serve',
  'StockReleased EXPIRED',
  'StockReleased ORDER_CANCELLED',
  'StockReleased ORDER_CHANGED',
  'StockReleased RELEASE_REQUESTED',
  'ReservationRejected INSUFFICIENT_STOCK',
  'ReservationRejected OTHER_LINE_REJECTED',
  'ReservationRejected QUANTITY_NOT_ALLOWED',
  'ExceptionRaised ASKED_OTHERWISE',
  'ExceptionRaised ORDER_CANCELLED',
  'ExceptionRaised RELEASED_TWICE',
  'ExceptionRaised RELEASED_TOO_MANY',
];

describe(`reservations over ${STEPS} random steps`, () => {
  it('come to what a plain reference says, and every balance is its sum', { timeout: STEPS * 2 + 60_000 }, async () => {
    const tally: Tally = new Map();
    for (let played = 0, seed = SEED; played < STEPS; played += STEPS_A_WORLD, seed += 1) {
      const failed = await play(seed, STEPS_A_WORLD, tally);
      if (failed) expect.fail(await shrunk(failed));
    }
    expect(OUTCOMES.filter((outcome) => !tally.has(outcome))).toEqual([]);
  });
});
