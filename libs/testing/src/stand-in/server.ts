import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Fault, Faults, faultSchema } from './faults.js';
import { Journal } from './journal.js';
import { RequestLog } from './request-log.js';

export interface StandInOptions {
  /** 0 for any free one. */
  readonly port?: number;
  /** Where state and request log live; made when absent. A stand-in started on it again goes on from there. */
  readonly dataDir: string;
}

/** What every stand-in shares: an HTTP server on 127.0.0.1, state and request log on disk, and an admin API under `/_standin`. */
export interface StandInServer {
  readonly app: FastifyInstance;
  readonly state: Journal;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** @throws when the port is taken */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** What a started stand-in is to its caller. */
export interface StandIn {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly state: Journal;
  readonly requests: RequestLog;
  setFault(fault: Fault): void;
  close(): Promise<void>;
}

const isAdmin = (request: FastifyRequest): boolean => request.url.startsWith('/_standin');
/** Waits so many milliseconds, or until the caller has lost its own patience and gone. */
const patience = (request: FastifyRequest, ms: number): Promise<unknown> =>
  Promise.race([
    sleep(ms, undefined, { ref: false }),
    new Promise((resolve) => request.raw.socket.once('close', resolve)),
  ]);
const bodyOf = (request: FastifyRequest): string => (typeof request.body === 'string' ? request.body : '');

export function createStandInServer({ port = 0, dataDir }: StandInOptions): StandInServer {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 4 * 1024 * 1024 });
  const state = new Journal(dataDir);
  const requests = new RequestLog(dataDir);
  const faults = new Faults();
  const met = new WeakMap<FastifyRequest, ReturnType<Faults['take']>>();

  // Bodies stay text: each stand-in reads them as its original does, and the log keeps them byte for byte.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.addHook('preHandler', async (request, reply) => {
    if (isAdmin(request)) return;
    const fault = faults.take();
    met.set(request, fault);
    if (fault.mode === 'slow') await sleep(fault.ms);
    if (fault.mode === 'hang') await patience(request, fault.ms);
    if (fault.mode === 'down' || fault.mode === 'hang') cut(request, reply);
    if (fault.mode === '429') await reply.code(429).header('retry-after', '1').send('{"message":"too many requests"}');
    if (fault.mode === '500') await reply.code(500).send('{"message":"the stand-in was told to fail"}');
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (isAdmin(request)) return payload;
    const fault = met.get(request);
    const withheld = fault?.mode === 'commit-then-hang';
    const answer = typeof payload === 'string' ? payload : null;
    log(request, withheld ? null : reply.statusCode, withheld ? null : answer);
    if (!withheld) return payload;
    await patience(request, fault.ms);
    cut(request, reply);
    return payload;
  });

  function cut(request: FastifyRequest, reply: FastifyReply): void {
    if (met.get(request)?.mode !== 'commit-then-hang') log(request, null, null);
    reply.hijack();
    request.raw.socket.destroy();
  }

  function log(request: FastifyRequest, status: number | null, answer: string | null): void {
    const { method, url, headers } = request;
    requests.add({ method, url, headers, body: bodyOf(request), status, answer });
  }

  app.get('/_standin/requests', async (request) => {
    const { since } = request.query as { since?: string };
    return requests.read(Number(since ?? 0));
  });
  app.put('/_standin/faults', async (request, reply) => {
    const fault = faultSchema.safeParse(JSON.parse(bodyOf(request)));
    if (!fault.success) return reply.code(400).send({ message: fault.error.message });
    faults.set(fault.data);
    return fault.data;
  });
  app.get('/_standin/health', async () => ({ status: 'ok' }));

  return {
    app,
    state,
    requests,
    faults,
    listen: () => app.listen({ host: '127.0.0.1', port }),
    close: () => app.close(),
  };
}
