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
import { problem } from './problem.js';

/** Throws, or takes longer than two seconds, when the service cannot do its work. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

const CHECK_TIMEOUT_MS = 2_000;
const log = logger('health');

/** `ready`: this process can do its work. `live`: it needs no restart. A check of `live` must not fail for what a restart does not cure. */
export type HealthQuestion = 'ready' | 'live';

/** The checks that decide whether this process is ready, and whether it is live. */
@Injectable()
export class HealthChecks {
  readonly #checks: Record<HealthQuestion, HealthCheck[]> = { ready: [], live: [] };

  add(question: HealthQuestion, ...checks: readonly HealthCheck[]): void {
    this.#checks[question].push(...checks);
  }

  /** The names of the checks that fail now; empty when all is well. */
  async failing(question: HealthQuestion): Promise<string[]> {
    const checks = this.#checks[question];
    const results = await Promise.all(checks.map(async (each) => ((await passes(question, each)) ? [] : [each.name])));
    return results.flat();
  }
}

async function passes(question: HealthQuestion, { name, check }: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return true;
  } catch (error) {
    log.warn({ check: name, err: error }, `not ${question}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}

@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  /** The process runs and, where something is to be moved, moves it. A database outage does not restart every service. */
  @Get('live')
  live(): Promise<{ status: string }> {
    return this.answer('live', 'Not live');
  }

  /** The process can do its work; otherwise 503, naming the checks that fail. */
  @Get('ready')
  ready(): Promise<{ status: string }> {
    return this.answer('ready', 'Not ready');
  }

  private async answer(question: HealthQuestion, title: string): Promise<{ status: string }> {
    const failing = await this.checks.failing(question);
    if (failing.length > 0) throw problem(503, { title, detail: `Failing: ${failing.join(', ')}`, failing });
    return { status: question };
  }
}

/** `GET /health/live` and `GET /health/ready`. Imported once, in the service's root module. */
@Global()
@Module({ controllers: [HealthController], providers: [HealthChecks], exports: [HealthChecks] })
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
