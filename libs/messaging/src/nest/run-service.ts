import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { createHttpApp, type HttpAppOptions, stopOnSignal } from '@penstock/http';
import { log, startTelemetry } from '@penstock/observability';
import { RunnerStrategy } from './runner-strategy.js';
import type { ServiceConfig } from './service-definition.js';

/** Starts a service: telemetry, HTTP (health and whatever the module serves), consumer, loops; stops it in order on SIGTERM. */
export async function runService(options: {
  name: string;
  version: string;
  module: Type | DynamicModule;
  config: ServiceConfig;
  http?: HttpAppOptions;
}): Promise<void> {
  const telemetry = startTelemetry({ service: options.name, version: options.version });
  const app = await createHttpApp(options.module, options.http);
  const strategy = app.get(RunnerStrategy);
  app.connectMicroservice({ strategy });
  stopOnSignal({ graceMs: options.config.shutdownGraceMs, steps: [() => app.close(), () => telemetry.shutdown()] });
  await app.startAllMicroservices();
  await app.listen(options.config.port, options.config.host);
  log.info({ port: options.config.port }, `${options.name} is up`);
}
