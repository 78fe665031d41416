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

/** The checks that decide whether this process is ready. */
@Injectable()
export class HealthChecks {
  readonly #checks: HealthCheck[] = [];

  add(...checks: readonly HealthCheck[]): void {
    this.#checks.push(...checks);
  }

  /** The names of the checks that fail now; empty when ready. */
  async failing(): Promise<string[]> {
    const results = await Promise.all(this.#checks.map(async (each) => ((await passes(each)) ? [] : [each.name])));
    return results.flat();
  }
}

async function passes({ name, check }: HealthCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return true;
  } catch (error) {
    log.warn({ check: name, err: error }, 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  /** The process runs; nothing else is looked at, so that a database outage does not restart every service. */
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** The process can do its work; otherwise 503, naming the checks that fail. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    const failing = await this.checks.failing();
    if (failing.length > 0)
      throw problem(503, { title: 'Not ready', detail: `Failing: ${failing.join(', ')}`, failing });
    return { status: 'ready' };
  }
}

/** `GET /health/live` and `GET /health/ready`. Imported once, in the service's root module. */
@Global()
@Module({ controllers: [HealthController], providers: [HealthChecks], exports: [HealthChecks] })
export class HealthModule {}

/**
 * A provider that adds checks at start-up, to be listed in any module of a service that imports `HealthModule`.
 * `provideHealthChecks([DataSource], (db: DataSource) => [{ name: 'database', check: () => db.query('select 1') }])`
 */
export function provideHealthChecks<D extends unknown[]>(
  inject: { [K in keyof D]: InjectionToken<D[K]> },
  checksOf: (...dependencies: D) => readonly HealthCheck[],
): FactoryProvider {
  return {
    provide: Symbol('health checks'),
    inject: [HealthChecks, ...inject],
    useFactory: (registry: HealthChecks, ...dependencies: unknown[]) => {
      registry.add(...checksOf(...(dependencies as D)));
      return registry;
    },
  };
}
