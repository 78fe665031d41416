import { StackError } from '@penstock/testing/stack';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.js';

describe('what the person at the terminal is told of a failure', () => {
  it('is one sentence when we know what it means', () => {
    expect(explain(new StackError('port-taken', 'Port 1 is taken.'), '/data')).toBe('Port 1 is taken.');
  });

  it('is the full disk, wherever it was noticed', () => {
    const noticed = new Error(
      'Kafka ended while starting. The end of kafka.log:\njava.io.IOException: No space left on device',
    );
    expect(explain(noticed, '/data')).toBe(
      'The disk that holds /data is full: make room there (about 2 GB) and start again.',
    );
  });

  it('shows where a defect is', () => {
    expect(explain(new TypeError('x is not a function'), '/data')).toContain('explain.spec.ts');
  });
});
