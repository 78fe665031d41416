import { until } from '@penstock/testing/stack';
import { below, noted, type Row } from '../../measuring/row.js';
import { percentile } from '../../measuring/spread.js';
import { withQuery } from '../../measuring/query.js';
import { stockEvents } from '../../stock-service/events.js';
import { commitTimes, withCommitTimes } from './commit-times.js';
import type { Part } from './part.js';
import { settle, taken, withService, withSite } from './run.js';
import type { Scene } from './scene.js';
import { Source } from './source.js';
import { sendSteadily } from './steady.js';

const MAXIMUM = 'one process';
const SHARE_OF_MAXIMUM = 0.1;
const WARM_UP = 3000;
const P99_MILLIS = 150;

/** Seconds of steady traffic at the usual number of events; fewer events take as many seconds fewer. */
const secondsFor = (events: number): number => Math.max(2, Math.min(30, events / 5000));

/** How long an event takes where there is room: a tenth of what one process can take comes at a steady rate. */
export const latency: Part = {
  name: 'latency',
  heading: 'Latency at a tenth of the maximum rate',
  needs: [MAXIMUM],
  async rows(paces, scene) {
    const rate = Math.max(50, Math.round(paces.of(MAXIMUM).median * SHARE_OF_MAXIMUM));
    scene.say(`latency at ${rate} events/s`);
    const spans = await withCommitTimes(scene.stack, () => measure(scene, rate));
    return [
      noted('steady rate', rate, 'events/s'),
      noted('events measured', spans.toKafka.length, 'events'),
      ...percentiles('from produced to effect committed', spans.toEffect),
      ...percentiles('from effect committed to event on Kafka', spans.fromEffect),
      ...percentiles('from produced to event on Kafka', spans.toKafka),
    ];
  },
};

interface Spans {
  /** Milliseconds, one for each event. */
  readonly toEffect: readonly number[];
  readonly fromEffect: readonly number[];
  readonly toKafka: readonly number[];
}

const measure = (scene: Scene, rate: number): Promise<Spans> =>
  withSite(scene, 'bench-latency', async (site) => {
    const source = await Source.open(site, stockEvents(site.prefix).StockMoved, scene.seed);
    const due = await withService(scene, site, {}, async () => {
      const sent = await afterWarmUp(site.postgresUrl, source, rate, secondsFor(scene.events));
      const said = new Map<string, number>();
      await settle(scene, site, [source.ledger], ({ meta }, at) => void said.set(meta.causationId ?? '', at));
      return { sent, said };
    }).finally(() => source.close());
    const committed = await withQuery(site.postgresUrl, (query) => commitTimes(query, 'stock-service.stock-moved'));
    const times = [...due.sent].flatMap(([id, at]) => {
      const [effect, onKafka] = [committed.get(id), due.said.get(id)];
      return effect === undefined || onKafka === undefined ? [] : [{ at, effect, onKafka }]; // the judge has counted those
    });
    return {
      toEffect: times.map(({ at, effect }) => effect - at),
      fromEffect: times.map(({ effect, onKafka }) => onKafka - effect),
      toKafka: times.map(({ at, onKafka }) => onKafka - at),
    };
  });

/** When each event was due that came once the service had taken some thousand. */
async function afterWarmUp(
  url: string,
  source: Source,
  rate: number,
  seconds: number,
): Promise<ReadonlyMap<string, number>> {
  await source.fill(WARM_UP);
  await withQuery(url, (query) => until(async () => (await taken(query)) >= WARM_UP, { withinMs: 60_000 }));
  const over = Date.now() + seconds * 1000;
  return sendSteadily(source, rate, () => Date.now() > over);
}

const percentiles = (what: string, millis: readonly number[]): Row[] => [
  noted(`${what}, p50`, percentile(millis, 0.5), 'ms'),
  below(`${what}, p99`, P99_MILLIS, percentile(millis, 0.99), 'ms'),
];
