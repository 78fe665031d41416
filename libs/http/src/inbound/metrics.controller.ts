import { Controller, Get, Header } from '@nestjs/common';
import { METRICS_CONTENT_TYPE, metricsPage } from '@penstock/observability';
import { problem } from './problem.js';

@Controller('metrics')
export class MetricsController {
  /**
   * The figures of this process, for Prometheus. It asks for no credentials and is for the inside only: it holds no personal data, but says how much
   * is sold and what is broken. An ingress must route neither this nor `/health/*`.
   * @throws {Problem} 404 in a process without telemetry
   */
  @Get()
  @Header('content-type', METRICS_CONTENT_TYPE)
  async page(): Promise<string> {
    const page = await metricsPage();
    if (page === undefined) throw problem(404);
    return page;
  }
}
