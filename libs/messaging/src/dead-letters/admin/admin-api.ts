import { Controller, type DynamicModule, Get, Inject, Module } from '@nestjs/common';
import { createHttpApp } from '@penstock/http';
import type { AdminAccess } from '../../nest/admin-settings.js';
import { DeadLetters } from '../dead-letters.js';
import { type AdminSection, guarded } from './admin-section.js';
import { ADMIN_ACCESS } from './bearer-guard.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { openApiOf } from './openapi.js';

const SECTION_PATHS = Symbol('paths of the section');

@Controller()
class OpenApiController {
  constructor(
    @Inject(DeadLetters) private readonly deadLetters: DeadLetters,
    @Inject(SECTION_PATHS) private readonly paths: AdminSection['paths'],
  ) {}

  /** Open to everybody: it says how to ask, and nothing about what is there. */
  @Get('openapi.json')
  document(): Record<string, unknown> {
    return openApiOf(this.deadLetters.service, this.paths);
  }
}

@Module({})
class AdminModule {
  static for(deadLetters: DeadLetters, access: AdminAccess, section?: AdminSection): DynamicModule {
    return {
      module: AdminModule,
      controllers: [OpenApiController, DeadLettersController, ...(section ? guarded(section) : [])],
      providers: [
        { provide: DeadLetters, useValue: deadLetters },
        { provide: ADMIN_ACCESS, useValue: access },
        { provide: SECTION_PATHS, useValue: section?.paths ?? {} },
        ...(section?.providers ?? []),
      ],
    };
  }
}

export interface AdminApi {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Opens the admin API on its own port: who may reach the service must not thereby reach this. */
export async function openAdminApi(
  deadLetters: DeadLetters,
  access: AdminAccess,
  section?: AdminSection,
): Promise<AdminApi> {
  const app = await createHttpApp(AdminModule.for(deadLetters, access, section));
  await app.listen(access.port, access.host);
  return { url: await app.getUrl(), close: () => app.close() };
}
