import { wire } from '@penstock/contracts';
import type { Random } from '../../../measuring/random.js';
import type { Fault, FaultSite } from '../fault.js';
import type { Input } from '../ledger/inputs.js';

const TIMES = 40;
const MOVEMENTS_BETWEEN = 20;

/** Bad inputs lie among good ones of the same products, which go on. */
const among = (
  id: string,
  name: string,
  bad: (site: FaultSite, random: Random, productId: string) => Input,
): Fault => ({
  name,
  id,
  async play(site, random) {
    const { source } = site;
    await (
      await site.start()
    ).ready;
    for (let time = 0; time < TIMES; time += 1) {
      const around = source.inputs.next(MOVEMENTS_BETWEEN);
      const { productId } = around[random.below(around.length)]!.entry;
      await source.sendInputs([...around, bad(site, random, productId), ...source.inputs.next(MOVEMENTS_BETWEEN)]);
    }
    return TIMES;
  },
});

const someBytes = (random: Random, count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => random.below(256)));

/** No frame at all, an empty value, or a known schema's frame around a body that is not of it. */
const poisonBytes = among('poison-bytes', 'poison bytes', ({ source: { inputs } }, random, productId) => {
  const schemaId = wire.schemaIdOf(inputs.recent()?.record.value ?? Buffer.alloc(0)) ?? 0;
  const forms = [
    () => Buffer.concat([Buffer.from([1 + random.below(255)]), someBytes(random, 40)]),
    () => Buffer.alloc(0),
    () => wire.frame(schemaId, someBytes(random, 12)),
  ];
  return inputs.poison(productId, forms[random.below(forms.length)]!());
});

const unknownSchema = among('unknown-schema', 'unknown schema id', ({ source: { inputs } }, random, productId) =>
  inputs.poison(productId, wire.frame(2 ** 30 + random.below(1000), someBytes(random, 200))),
);

/** A used id with other content: a forgery, or a broken producer. */
const otherContent = among('other-content', 'same id, other content', ({ source: { inputs } }, random, productId) => {
  const used = inputs.recent();
  const meta = used?.moved?.meta;
  if (!meta) throw new Error('nothing was sent yet');
  return inputs.doomed(used.entry.productId, {
    meta,
    note: `not what was said before (${random.below(1e6)}, ${productId})`,
  });
});

export const unreadable: readonly Fault[] = [poisonBytes, unknownSchema, otherContent];
