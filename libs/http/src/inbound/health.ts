import {
  Controller,
  Get,
  Global,
  Inject,
  Injectable,
  Module,
  type FactoryProvider,
  type InjectionToken,
} from '@nestjs/common';
import { logger } from '@penstock/observability';
import { MetricsController } from './metrics.controller.js';
import { problem } from './problem.js';

export interface HealthCheck {
  readonly name: string;
  /** Throws, or takes longer than two seconds, when the service cannot do its work. Why is only logged, unless it throws {@link Unhealthy}. */
  readonly check: () => Promise<unknown>;
  /** What people should see beside the answer though it decides nothing; undefined when there is nothing to see. */
  readonly details?: () => Readonly<Record<string, unknown>> | undefined;
}

/** Why a check fails, in words that whoever asks may read: no addresses, no secrets. */
export class Unhealthy extends Error {}

const CHECK_TIMEOUT_MS = 2_000;
const log = logger('health');

/** `ready`: this process can do its work. `live`: it needs no restart. A check of `live` must not fail for what a restart does not cure. */
export type HealthQuestion = 'ready' | 'live';

interface HealthAnswer {
  /** The names of the checks that fail now; empty when all is well. */
  readonly failing: readonly string[];
  readonly reasons: readonly string[];
  /** By check. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The checks that decide whether this process is ready, and whether it is live. */
@Injectable()
export class HealthChecks {
  readonly #checks: Record<HealthQuestion, HealthCheck[]> = { ready: [], live: [] };

  add(question: HealthQuestion, ...checks: readonly HealthCheck[]): void {
    this.#checks[question].push(...checks);
  }

  async ask(question: HealthQuestion): Promise<HealthAnswer> {
    const checks = this.#checks[question];
    const troubles = await Promise.all(checks.map((each) => troubleOf(question, each)));
    const details = checks.map(({ name, details: of }) => [name, of?.()] as const).filter(([, of]) => of !== undefined);
    return {
      failing: checks.flatMap(({ name }, at) => (troubles[at] === undefined ? [] : [name])),
      reasons: troubles.flatMap((trouble) => (trouble instanceof Unhealthy ? [trouble.message] : [])),
      ...(details.length > 0 && { details: Object.fromEntries(details) }),
    };
  }
}

/** @returns why a check fails; undefined when it passes */
async function troubleOf(question: HealthQuestion, { name, check }: HealthCheck): Promise<Error | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return undefined;
  } catch (error) {
    log.warn({ check: name, err: error }, `not ${question}`);
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The body of a good answer. */
interface Healthy extends Pick<HealthAnswer, 'details'> {
  readonly status: HealthQuestion;
}

@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  /** The process runs and, where something is to be moved, moves it. A database outage does not restart every service. */
  @Get('live')
  live(): Promise<Healthy> {
    return this.answer('live', 'Not live');
  }

  /** The process can do its work; otherwise 503, naming the checks that fail. Either way `details` has what a person should look at. */
  @Get('ready')
  ready(): Promise<Healthy> {
    return this.answer('ready', 'Not ready');
  }

  private async answer(question: HealthQuestion, title: string): Promise<Healthy> {
    const { failing, reasons, ...rest } = await this.checks.ask(question);
    const detail = [`Failing: ${failing.join(', ')}`, ...reasons].join('; ');
    if (failing.length > 0) throw problem(503, { title, detail, failing, ...rest });
    return { status: question, ...rest };
  }
}

/** What those who run a process ask it: `GET /health/live`, `GET /health/ready` and `GET /metrics`. Imported once, in the service's root module. */
@Global()
@Module({ controllers: [HealthController, MetricsController], providers: [HealthChecks], exports: [HealthChecks] })
export class HealthModule {}

/**
 * A provider that adds checks of readiness at start-up, to be listed in any module of a service that imports `HealthModule`.
 * `provideHealthChecks([DataSource], (db: DataSource) => [{ name: 'database', check: () => db.query('select 1') }])`
 */
export const provideHealthChecks = <D extends unknown[]>(
  inject: { [K in keyof D]: InjectionToken<D[K]> },
  checksOf: (...dependencies: D) => readonly HealthCheck[],
): FactoryProvider => provideChecks('ready', inject, checksOf);

/** The same for liveness. */
export const provideLivenessChecks = <D extends unknown[]>(
  inject: { [K in keyof D]: InjectionToken<D[K]> },
  checksOf: (...dependencies: D) => readonly HealthCheck[],
): FactoryProvider => provideChecks('live', inject, checksOf);

function provideChecks<D extends unknown[]>(
  question: HealthQuestion,
  inject: { [K in keyof D]: InjectionToken<D[K]> },
  checksOf: (...dependencies: D) => readonly HealthCheck[],
): FactoryProvider {
  return {
    provide: Symbol('health checks'),
    inject: [HealthChecks, ...inject],
    useFactory: (registry: HealthChecks, ...dependencies: unknown[]) => {
      registry.add(question, ...checksOf(...(dependencies as D)));
      return registry;
    },
  };
}
