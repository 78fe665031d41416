import { appendFileSync } from 'node:fs';
import { EventCodec, PlatformaticProducer } from '@penstock/kafka';
import { watchStatements } from './statements.js';
import type { Point, Strike } from './strike.js';

/** Sends this process the signal at the named passing of the point, once; the file is told before. */
export function strikeAt({ point, passing, signal }: Strike, file: string): void {
  let passed = 0;
  const pass = (at: Point): void => {
    if (at !== point) return;
    passed += 1;
    if (passed !== passing) return;
    appendFileSync(file, `${process.pid}\n`);
    process.kill(process.pid, signal);
  };
  watchStatements({
    before({ name, isOfBatch }) {
      if (name === 'move offset' || name === 'first offset') pass('before the offset moves');
      if (name === 'COMMIT' && isOfBatch) pass('before commit');
      if (name === 'delete sent, find unsent') pass('after produce');
    },
    after({ name, isOfBatch }) {
      if (name === 'claim events') pass('mid-batch');
      if (name === 'COMMIT' && isOfBatch) pass('after commit');
    },
  });
  const meetWriters = EventCodec.prototype.meetWriters;
  EventCodec.prototype.meetWriters = function (values) {
    pass('before the batch');
    return meetWriters.call(this, values);
  };
  const send = PlatformaticProducer.prototype.send;
  PlatformaticProducer.prototype.send = async function (...args) {
    pass('before produce');
    await send.apply(this, args);
    pass('after produce');
  };
}
