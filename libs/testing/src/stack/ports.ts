import { createServer } from 'node:net';
import { StackError } from './stack-error.js';

export interface StackPorts {
  readonly kafka: number;
  readonly kafkaController: number;
  readonly registry: number;
  readonly postgres: number;
}

const NAMES: Readonly<Record<keyof StackPorts, string>> = {
  kafka: 'Kafka',
  kafkaController: "Kafka's controller",
  registry: 'the schema registry',
  postgres: 'PostgreSQL',
};

/** The wanted ports, each proven free, and free ones for the rest. Throws `StackError` `port-taken`. */
export async function choosePorts(wanted: Partial<StackPorts>): Promise<StackPorts> {
  const choose = async (part: keyof StackPorts): Promise<number> => {
    const port = wanted[part];
    if (port === undefined) return freePort();
    await requireFreePort(port, NAMES[part]);
    return port;
  };
  return {
    kafka: await choose('kafka'),
    kafkaController: await choose('kafkaController'),
    registry: await choose('registry'),
    postgres: await choose('postgres'),
  };
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export const freePort = (): Promise<number> => listenBriefly(0);

/** Throws `StackError` `port-taken` when the port cannot be listened on; `component` says who wanted it. */
export async function requireFreePort(port: number, component: string): Promise<void> {
  try {
    await listenBriefly(port);
  } catch (error) {
    const forbidden = (error as NodeJS.ErrnoException).code === 'EACCES';
    const reason = forbidden ? 'may not be used by this user' : 'is already taken';
    throw new StackError('port-taken', `Port ${port}, wanted for ${component}, ${reason}.`, { port, component });
  }
}

function listenBriefly(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
