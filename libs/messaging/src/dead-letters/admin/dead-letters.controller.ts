import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseFilters, UseGuards } from '@nestjs/common';
import { problem } from '@penstock/http';
import type { DeadLetter, DeadLetterDetail, Decision, Page, Result } from '../dead-letter.js';
import { DeadLetters } from '../dead-letters.js';
import type { OperatorAction } from '../operator-actions.js';
import { type Position, readPosition } from '../position.js';
import { BearerGuard } from './bearer-guard.js';
import {
  actionsShape,
  decisionShape,
  discardAllShape,
  listShape,
  parse,
  parseBody,
  replayAllShape,
  showShape,
} from './shapes.js';
import { TroubleFilter } from './trouble-filter.js';

/** What operators see and decide; described for callers in openapi.ts. */
@Controller('v1')
@UseGuards(BearerGuard)
@UseFilters(TroubleFilter)
export class DeadLettersController {
  constructor(@Inject(DeadLetters) private readonly deadLetters: DeadLetters) {}

  @Get('dead-letters')
  list(@Query() query: unknown): Promise<Page<DeadLetter>> {
    const { limit, after, ...filter } = parse(listShape, query);
    return this.deadLetters.list(filter, { limit, after: afterOf(after) });
  }

  @Get('dead-letters/:topic/:partition/:offset')
  async show(@Param() at: Record<string, string>, @Query() query: unknown): Promise<DeadLetterDetail> {
    const { personal, actor, reason } = parse(showShape, query);
    if (personal === 'true' && (actor === undefined || reason === undefined))
      throw problem(400, { detail: 'Showing personal data is recorded: actor and reason are needed.' });
    const disclose = personal === 'true' && actor && reason ? { actor, reason } : undefined;
    const position = positionIn(at);
    const found = await this.deadLetters.show(position, disclose);
    if (!found) throw problem(404, { detail: 'Nothing of this position is set aside.' });
    return found;
  }

  @Post('dead-letters/:topic/:partition/:offset/replay')
  @HttpCode(200)
  replay(@Param() at: Record<string, string>, @Body() body: Buffer | undefined): Promise<Result> {
    return this.deadLetters.replay(positionIn(at), decisionOf(parseBody(decisionShape, body)));
  }

  @Post('dead-letters/:topic/:partition/:offset/discard')
  @HttpCode(200)
  discard(@Param() at: Record<string, string>, @Body() body: Buffer | undefined): Promise<Result> {
    return this.deadLetters.discard(positionIn(at), decisionOf(parseBody(decisionShape, body)));
  }

  @Post('replays')
  @HttpCode(200)
  replayAll(@Body() body: Buffer | undefined): Promise<Page<Result>> {
    const asked = parseBody(replayAllShape, body);
    const { filter, limit, rate, after } = asked;
    return this.deadLetters.replayAll({ filter, limit, rate, after: afterOf(after) }, decisionOf(asked));
  }

  @Post('discards')
  @HttpCode(200)
  discardAll(@Body() body: Buffer | undefined): Promise<Page<Result>> {
    const asked = parseBody(discardAllShape, body);
    const { filter, limit, after } = asked;
    return this.deadLetters.discardAll({ filter, limit, after: afterOf(after) }, decisionOf(asked));
  }

  @Get('operator-actions')
  actions(@Query() query: unknown): Promise<Page<OperatorAction>> {
    const { limit, after } = parse(actionsShape, query);
    return this.deadLetters.actions({ limit, before: after });
  }
}

const decisionOf = (asked: { preview: true } | ({ preview: false } & Decision)): Decision | undefined =>
  asked.preview ? undefined : { actor: asked.actor, reason: asked.reason };

const positionIn = ({ topic, partition, offset }: Record<string, string>): Position =>
  positionOf(`${topic}/${partition}/${offset}`);

const afterOf = (text: string | undefined): Position | undefined => (text === undefined ? undefined : positionOf(text));

function positionOf(text: string): Position {
  const position = readPosition(text);
  if (!position) throw problem(400, { detail: 'A position is <topic>/<partition>/<offset>.' });
  return position;
}
