import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { logger } from '@penstock/observability';
import { type AdminApi, openAdminApi } from '../dead-letters/admin/admin-api.js';
import type { AdminSection } from '../dead-letters/admin/admin-section.js';
import type { DeadLetters } from '../dead-letters/dead-letters.js';
import type { AdminAccess } from './admin-settings.js';

const log = logger('messaging.admin');

/** Opens the admin API with the service, where a port is set, and closes it before the service gives up its database. */
@Injectable()
export class AdminServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private api: AdminApi | undefined;

  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly access: AdminAccess | undefined,
    private readonly section?: AdminSection,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.access) return;
    this.api = await openAdminApi(this.deadLetters, this.access, this.section);
    log.info({ url: this.api.url }, 'the admin API is open');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.api?.close();
  }
}
