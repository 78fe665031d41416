import { type Config, ConfigError, setting } from '@penstock/config';

/** Settings of the API by which operators look at what was set aside and decide about it. */
export const adminSettings = {
  adminPort: setting.integer({
    env: 'ADMIN_PORT',
    optional: true,
    min: 0,
    max: 65535,
    description: 'Port of the admin API; without it the admin API does not listen at all.',
  }),
  adminHost: setting.text({
    env: 'ADMIN_HOST',
    default: '127.0.0.1',
    description: 'Address the admin API listens on; it speaks plain HTTP, so keep it inside.',
  }),
  adminToken: setting.text({
    env: 'ADMIN_TOKEN',
    optional: true,
    secret: true,
    description: 'Bearer token of operators, of 32 characters or more; required with ADMIN_PORT.',
  }),
  adminReadToken: setting.text({
    env: 'ADMIN_READ_TOKEN',
    optional: true,
    secret: true,
    description: 'Bearer token that may look but not decide, nor see personal data; 32 characters or more.',
  }),
  deadLetterRetentionDays: setting.integer({
    env: 'DEAD_LETTER_RETENTION_DAYS',
    default: 90,
    min: 1,
    max: 3650,
    description: 'Days that a discarded message is kept. Dead letters stay until somebody decides.',
  }),
  deadLetterAlarmHours: setting.integer({
    env: 'DEAD_LETTER_ALARM_HOURS',
    default: 24,
    min: 1,
    max: 2160,
    description: 'Hours after which a dead letter that nobody decided about is alarmed, every hour.',
  }),
} as const;

/** Where the admin API listens, and who is let in. */
export interface AdminAccess {
  readonly port: number;
  readonly host: string;
  readonly token: string;
  readonly readToken: string | undefined;
}

const SHORTEST_TOKEN = 32;

/**
 * @returns undefined when the admin API is closed
 * @throws {ConfigError} when it is to be open without a token that is worth its name
 */
export function adminAccess(config: Config<typeof adminSettings>): AdminAccess | undefined {
  const { adminPort: port, adminHost: host, adminToken: token, adminReadToken: readToken } = config;
  if (port === undefined) return undefined;
  const problems = [
    token === undefined ? problemWith('adminToken', 'is not set, although ADMIN_PORT is') : [],
    isShort(token) ? problemWith('adminToken', `has fewer than ${SHORTEST_TOKEN} characters`) : [],
    isShort(readToken) ? problemWith('adminReadToken', `has fewer than ${SHORTEST_TOKEN} characters`) : [],
    readToken !== undefined && readToken === token ? problemWith('adminReadToken', 'is the same as ADMIN_TOKEN') : [],
  ].flat();
  if (token === undefined || problems.length > 0) throw new ConfigError(problems);
  return { port, host, token, readToken };
}

const isShort = (token: string | undefined): boolean => token !== undefined && token.length < SHORTEST_TOKEN;

function problemWith(field: 'adminToken' | 'adminReadToken', problem: string) {
  const { env, description } = adminSettings[field];
  return [{ env, description, problem }];
}
