export { stopOnSignal, type StopOptions } from './inbound/stop-on-signal.js';
export { createHttpApp, type HttpAppOptions } from './inbound/http-app.js';
export {
  HealthChecks,
  HealthModule,
  provideHealthChecks,
  provideLivenessChecks,
  Unhealthy,
  type HealthCheck,
} from './inbound/health.js';
export { RateLimits, type RateLimit } from './inbound/rate-limit.js';
export { NestLog } from './inbound/nest-log.js';
export { Problem, problem, PROBLEM_JSON, type ProblemDetails, type ProblemError } from './inbound/problem.js';
export { ProblemFilter } from './inbound/problem-filter.js';
export type { HttpAuth, HttpClient, HttpClientOptions, HttpRequest, HttpResponse } from './outbound/client-options.js';
export { HttpAmbiguous, HttpUnavailable, type HttpFailureFacts } from './outbound/errors.js';
export { createHttpClient } from './outbound/http-client.js';
export { isPublicAddress } from './outbound/public-address.js';
