import { randomBytes } from 'node:crypto';
import { freePort } from '@penstock/testing/stack';
import { stockEvents } from '../../../stock-service/events.js';
import { demand, type Fault, type FaultSite } from '../fault.js';

const TIMES = 4;
const FOLLOWERS = 5;
/** More than the 900 KB an event may have, less than the megabyte that Kafka takes. */
const BYTES = 950 * 1024;
const TOKEN = randomBytes(24).toString('hex');

const longText = (): string => randomBytes(BYTES / 2).toString('hex');

/** Inputs as large as Kafka takes them are applied; one whose own event would be larger than an event may be becomes a dead letter, and holds its product until an operator discards it. */
export const tooLarge: Fault = {
  name: 'record over the size limit',
  id: 'too-large',
  async play(site) {
    const { source } = site;
    const port = String(await freePort());
    await (
      await site.start({ env: { ADMIN_PORT: port, ADMIN_TOKEN: TOKEN } })
    ).ready;
    for (let time = 1; time <= TIMES; time += 1) {
      const product = `large_${time}`;
      await source.sendInputs([
        ...source.inputs.next(100),
        source.inputs.good(`note_${time}`, { note: longText() }),
        source.inputs.doomed(product, { locationId: longText() }), // the service says the location in its own event
        ...Array.from({ length: FOLLOWERS }, () => source.inputs.good(product)),
      ]);
    }
    await site.until('those too large are dead letters', async () => (await letters(site, 'dead')) === TIMES);
    await site.until('what follows them waits', async () => (await letters(site, 'waiting')) === TIMES * FOLLOWERS);
    const [code] = await site.sql<{ code: string }>(
      `SELECT DISTINCT failure ->> 'code' AS code FROM parked WHERE state = 'dead'`,
    );
    demand(code?.code === 'EVENT_TOO_LARGE', `the dead letters say why: ${code?.code}`);
    await discard(port, stockEvents(site.stock.prefix).StockMoved.topic);
    return TIMES;
  },
};

const letters = async ({ sql }: FaultSite, state: string): Promise<number> =>
  (await sql('SELECT 1 FROM parked WHERE state = $1', [state])).length;

/** As an operator does who has decided that they are not to be. */
async function discard(port: string, topic: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/discards`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ preview: false, filter: { topic }, actor: 'faults', reason: 'too large to be said' }),
  });
  if (!answer.ok) throw new Error(`discarding was refused: ${answer.status} ${await answer.text()}`);
}
