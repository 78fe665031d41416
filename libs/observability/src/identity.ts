/** Which service this process is: set once by `startTelemetry`, read by every log line. */
let service = process.env['OTEL_SERVICE_NAME'] || 'unnamed';

export const identify = (name: string): void => {
  service = name;
};

export const serviceName = (): string => service;
