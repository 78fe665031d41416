import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import { ConfigError, coreSettings, defineConfig, describeConfig, loadConfig, redacted, setting } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const definition = defineConfig({
  databaseUrl: setting.url({ env: 'DATABASE_URL', description: 'Where the data is.', secret: true }),
  shopUrl: setting.url({ env: 'SHOP_URL', description: 'Where the shop is.', optional: true }),
  port: setting.integer({ env: 'PORT', default: 8080, min: 0, max: 65535, description: 'Where it listens.' }),
  ratio: setting.number({ env: 'RATIO', default: 0.1, min: 0, max: 1, description: 'A share.' }),
  dryRun: setting.flag({ env: 'DRY_RUN', default: false, description: 'Whether to change nothing.' }),
  level: setting.choice({ env: 'LEVEL', values: ['info', 'error'], default: 'info', description: 'How much is said.' }),
  brokers: setting.list({ env: 'BROKERS', default: ['localhost:9092'], description: 'Whom to ask.' }),
});

const DATABASE_URL = 'postgres://app:hunter2@localhost/app';

function problemsOf(environment: Record<string, string>): string {
  try {
    loadConfig(definition, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('loadConfig', () => {
  it('gives typed values and defaults', () => {
    const config = loadConfig(definition, { DATABASE_URL, PORT: '0', DRY_RUN: 'true', BROKERS: 'a:1, b:2,' });
    expect(config).toEqual({
      databaseUrl: DATABASE_URL,
      shopUrl: undefined,
      port: 0,
      ratio: 0.1,
      dryRun: true,
      level: 'info',
      brokers: ['a:1', 'b:2'],
    });
    expectTypeOf(config.databaseUrl).toEqualTypeOf<string>();
    expectTypeOf(config.shopUrl).toEqualTypeOf<string | undefined>();
    expectTypeOf(config.port).toEqualTypeOf<number>();
    expectTypeOf(config.dryRun).toEqualTypeOf<boolean>();
    expectTypeOf(config.level).toEqualTypeOf<'info' | 'error'>();
    expectTypeOf(config.brokers).toEqualTypeOf<readonly string[]>();
  });

  it('names every bad variable at once, with its description and what was wrong', () => {
    const message = problemsOf({ PORT: '80x', RATIO: '2', DRY_RUN: 'yes', LEVEL: 'loud', BROKERS: ' , ' });
    expect(message).toContain('DATABASE_URL is not set (nor is DATABASE_URL_FILE)\n      Where the data is.');
    expect(message).toContain('PORT must be a number, but is "80x"');
    expect(message).toContain('RATIO must be at most 1, but is "2"');
    expect(message).toContain('DRY_RUN must be true or false, but is "yes"');
    expect(message).toContain('LEVEL must be one of info, error, but is "loud"');
    expect(message).toContain('BROKERS must name at least one');
  });

  it.each(['1.5', '1e3', '0x10', '99999999999999999999', '-1', '65536'])('refuses %s as a port', (PORT) => {
    expect(problemsOf({ DATABASE_URL, PORT })).toContain('PORT must be');
  });

  it('never shows the value of a secret, nor of a URL, which may hold a password', () => {
    const message = problemsOf({ DATABASE_URL: 'hunter2', SHOP_URL: 'me:hunter2@shop' });
    expect(message).toContain('DATABASE_URL must be an absolute URL');
    expect(message).toContain('SHOP_URL must be an absolute URL');
    expect(message).not.toContain('hunter2');
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig(definition, { DATABASE_URL, PORT: '' }).port).toBe(8080);
    expect(problemsOf({ DATABASE_URL: '' })).toContain('DATABASE_URL is not set');
  });

  it('reads a secret from the file that its _FILE variable names', () => {
    const file = join(folder, 'database-url');
    writeFileSync(file, `${DATABASE_URL}\n`);
    expect(loadConfig(definition, { DATABASE_URL_FILE: file }).databaseUrl).toBe(DATABASE_URL);
    expect(problemsOf({ DATABASE_URL_FILE: file, DATABASE_URL })).toContain('is set twice');
    expect(problemsOf({ DATABASE_URL_FILE: join(folder, 'absent') })).toContain(
      'cannot be read from DATABASE_URL_FILE',
    );
  });
});

describe('redacted', () => {
  it('masks secrets and passwords inside URLs', () => {
    const config = loadConfig(definition, { DATABASE_URL, SHOP_URL: 'https://me:pass@shop.example/x' });
    expect(redacted(config)).toMatchObject({
      databaseUrl: '[secret]',
      shopUrl: 'https://[secret]@shop.example/x',
      port: 8080,
    });
  });

  it('refuses an object of which it does not know what is secret', () => {
    expect(() => redacted({ ...loadConfig(definition, { DATABASE_URL }) })).toThrow(TypeError);
  });
});

describe('coreSettings', () => {
  it('need only the addresses of database, broker and registry', () => {
    const required = describeConfig(coreSettings).filter((row) => row.required);
    expect(required.map((row) => row.env)).toEqual(['DATABASE_URL', 'KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL']);
  });

  it('describe themselves for the docs', () => {
    expect(describeConfig(coreSettings)).toContainEqual({
      field: 'port',
      env: 'PORT',
      kind: 'integer 0…65535',
      description: 'Port the HTTP server listens on; 0 takes any free one.',
      required: false,
      secret: false,
      default: '8080',
    });
  });
});
