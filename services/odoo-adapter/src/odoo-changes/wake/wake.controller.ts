import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { problem } from '@penstock/http';
import { OdooBell } from './odoo-bell.js';

/** What the address must end in, as `?key=…`: traces keep no query. Undefined where nobody may ring. */
export const WAKE_SECRET = Symbol('secret of the wake-up');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time however much of it is right. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * Where Odoo's automation rules ("Send Webhook Notification") ring when a record changed. A ring is a hint and no more: it carries no signature,
 * may come before the change is committed, or for a change that is rolled back, and not at all while we are away. So its body is not read: it
 * only makes the next look at Odoo begin at once, and looks by the clock go on as without it.
 */
@Controller('odoo/wake')
export class WakeController {
  constructor(
    @Inject(OdooBell) private readonly bell: OdooBell,
    @Inject(WAKE_SECRET) private readonly secret: string | undefined,
  ) {}

  /** Answers before anything is done: Odoo waits for the answer inside its user's transaction. @throws {Problem} 404 */
  @Post()
  @HttpCode(204)
  ring(@Query('key') given: unknown): void {
    if (typeof given !== 'string' || this.secret === undefined || !isSame(given, this.secret)) throw problem(404);
    this.bell.ring();
  }
}
