import { stringify } from 'lossless-json';
import { z } from 'zod';
import type { Database } from '../database.js';
import type { Faults } from '../faults.js';
import { FaultSchema } from '../faults.js';
import { OdooError } from '../orm/errors.js';
import type { RequestLog } from '../request-log.js';
import type { Reply } from './pages.js';
import { notFoundPage } from './pages.js';

const FaultsSchema = z.union([FaultSchema, z.array(FaultSchema)]);

const ActionSchema = z.strictObject({
  model: z.string(),
  method: z.string(),
  args: z.array(z.unknown()).default([]),
  kwargs: z.record(z.string(), z.unknown()).default({}),
});

const ADMINISTRATOR = 2;

/** The stand-in's own routes, below `/_standin`: what a test or a person does behind the adapter's back. */
export class AdminApi {
  constructor(
    private readonly database: Database,
    private readonly faults: Faults,
    private readonly log: RequestLog,
  ) {}

  /**
   * - `GET requests?model=&method=`: the logged calls; - `GET counts`: rows by model, calls by model and method;
   * - `GET faults`, `PUT faults`: one fault or a list; - `POST actions` {model, method, args, kwargs}: a person's
   *   doing in Odoo's own screens, past faults and the log; answers {result} or 422 {name, message}.
   */
  answer(verb: string, url: URL, body: string): Reply {
    const route = `${verb} ${url.pathname.replace('/_standin/', '')}`;
    const parameter = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
    if (route === 'GET requests') {
      return json(200, this.log.read({ model: parameter('model'), method: parameter('method') }));
    }
    if (route === 'GET counts') return json(200, this.counts());
    if (route === 'GET faults') return json(200, this.faults.list());
    if (route === 'PUT faults') return this.checked(FaultsSchema, body, (faults) => this.setFaults(faults));
    if (route === 'POST actions') return this.checked(ActionSchema, body, (action) => this.act(action));
    return notFoundPage();
  }

  /** Runs a method as the administrator. @throws OdooError */
  perform(action: z.input<typeof ActionSchema>): unknown {
    const { model, method, args, kwargs } = ActionSchema.parse(action);
    const result = this.database.call(ADMINISTRATOR, { model, method, args, kwargs }, this.database.begin());
    return result === undefined ? undefined : (JSON.parse(stringify(result) ?? 'null') as unknown);
  }

  private act(action: z.output<typeof ActionSchema>): Reply {
    try {
      return json(200, { result: this.perform(action) });
    } catch (error) {
      if (error instanceof OdooError) return json(422, { name: error.name, message: error.message });
      throw error;
    }
  }

  private setFaults(faults: z.output<typeof FaultsSchema>): Reply {
    this.faults.set(faults);
    return json(200, this.faults.list());
  }

  private counts() {
    const calls: Record<string, number> = {};
    for (const { model, service, method } of this.log.read()) {
      const name = `${model ?? service}.${method}`;
      calls[name] = (calls[name] ?? 0) + 1;
    }
    const rows = Object.fromEntries(this.database.models.map((model) => [model, this.database.count(model)]));
    return { rows, calls };
  }

  private checked<T>(schema: z.ZodType<T>, body: string, next: (value: T) => Reply): Reply {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch (error) {
      return json(400, { message: String(error) });
    }
    const parsed = schema.safeParse(value);
    return parsed.success ? next(parsed.data) : json(400, { message: z.prettifyError(parsed.error) });
  }
}

const json = (status: number, value: unknown): Reply => ({ kind: 'json', status, body: JSON.stringify(value) });
