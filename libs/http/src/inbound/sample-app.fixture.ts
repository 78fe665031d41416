import { setImmediate as nextTurn } from 'node:timers/promises';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import { currentTraceparent } from '@penstock/observability';
import { HealthModule, provideHealthChecks, provideLivenessChecks, Unhealthy } from './health.js';
import { problem } from './problem.js';

/** Something the sample application depends on; the spec breaks it. */
export const database = {
  up: true,
  ping: (): Promise<void> => (database.up ? Promise.resolve() : Promise.reject(new Error('10.0.0.7 refused hunter2'))),
};

/** Work that moves; the spec makes it stop. */
export const work = {
  moves: true,
  aside: undefined as string | undefined,
  assertMoves: async (): Promise<void> => {
    if (!work.moves) throw new Unhealthy('nothing moved for 61 s');
  },
};

@Controller()
class SampleController {
  @Post('echo/:channel')
  @HttpCode(200)
  async echo(@Param('channel') channel: string, @Body() body: Buffer | undefined): Promise<unknown> {
    await nextTurn();
    return { channel, raw: Buffer.isBuffer(body), text: body?.toString() ?? null, traceparent: currentTraceparent() };
  }

  @Get('refused')
  refused(): never {
    throw problem(422, {
      type: '/problems/not-an-order',
      title: 'Not an order',
      errors: [{ pointer: '/id', detail: 'is missing' }],
    });
  }

  @Get('broken')
  broken(): never {
    throw new Error('password hunter2 rejected by 10.0.0.7');
  }
}

/**
 * A small application for the spec. It is not in the spec file, because the test runner reads decorators as TypeScript's only in files that
 * the nearest tsconfig.json includes.
 */
@Module({
  imports: [HealthModule],
  controllers: [SampleController],
  providers: [
    { provide: 'database', useValue: database },
    provideHealthChecks(['database'], (used: typeof database) => [
      { name: 'database', check: () => used.ping() },
      {
        name: 'broker',
        check: () => Promise.resolve(),
        details: () => (work.aside === undefined ? undefined : { aside: work.aside }),
      },
    ]),
    provideLivenessChecks([], () => [{ name: 'work', check: () => work.assertMoves() }]),
  ],
})
export class SampleModule {}
