import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeOptions } from './node-process.js';
import { portsFrom } from './ports.js';
import { root } from './root.js';
import { serviceEnvironment } from './service-environment.js';
import { roleOf, services } from './services.js';

interface ComposeService {
  readonly image?: string;
  readonly build?: {
    readonly context: string;
    readonly dockerfile: string;
    readonly args: { readonly SERVICE: string };
  };
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const variablesOf = (file: string): string[] =>
  [...read(file).matchAll(/env: '([A-Z_]+)'/g)].flatMap(([, variable]) => variable ?? []);
const ownSettings = (service: string): string[] => variablesOf(`services/${service}/src/config.ts`);
const compose = parse(read('deploy/compose.yaml'), { merge: true }) as { services: Record<string, ComposeService> };

describe('the Compose file', () => {
  it.each(services)('runs %s from the one Dockerfile, after the set-up', (name) => {
    const service = compose.services[name];
    expect(service?.build).toEqual({
      context: '..',
      dockerfile: 'deploy/Dockerfile',
      args: { SERVICE: `services/${name}` },
    });
    expect(service?.depends_on).toEqual({ setup: { condition: 'service_completed_successfully' } });
  });

  it.each(services)('lets %s be given all its own settings, and what npm start gives but for laptops alone', (name) => {
    const ports = portsFrom(4000, {});
    const odoo = { url: '', database: '', user: '', password: '', mappingFile: '', isStandIn: true };
    const stack = { kafkaBrokers: '', registryUrl: '', postgresUrl: 'postgres://localhost/' };
    const {
      HOST: _host,
      DATABASE_POOL_SIZE: _size,
      KAFKA_SESSION_TIMEOUT_MS: _timeout,
      ...local
    } = serviceEnvironment(name, { stack, ports, odoo, otlpEndpoint: '' });
    const wanted = new Set([...Object.keys(local), ...ownSettings(name)]);
    expect(Object.keys(compose.services[name]?.environment ?? {}).toSorted()).toEqual([...wanted].toSorted());
  });

  it.each(services)('names for %s only variables that its program or the channels file reads', (name) => {
    const shared = ['libs/config/src/core-settings.ts', 'libs/messaging/src/nest/admin-settings.ts'];
    const declared = [...ownSettings(name), ...shared.flatMap(variablesOf)];
    const named = [...read('deploy/local/channels.yaml').matchAll(/Envs?: \[?([A-Z_]+)/g)].map(
      ([, variable]) => variable,
    );
    const given = Object.keys(compose.services[name]?.environment ?? {});
    expect(given.filter((variable) => ![...declared, ...named].includes(variable))).toEqual([]);
  });

  it.each(services)('connects %s as its runtime role', (name) => {
    expect(compose.services[name]?.environment?.['DATABASE_URL']).toContain(`//${roleOf(name, 'runtime')}:`);
  });

  it('stands on official images of a fixed version', () => {
    const images = Object.values(compose.services).flatMap(({ image }) => image ?? []);
    expect(images.map((image) => image.split(':')[0]).toSorted()).toEqual([
      'apache/kafka',
      'apicurio/apicurio-registry',
      'jaegertracing/jaeger',
      'postgres',
    ]);
    for (const image of images) expect(image).toMatch(/:\d/);
  });
});

describe('the Dockerfile', () => {
  const lines = read('deploy/Dockerfile').split('\n');

  it('copies only what exists', () => {
    const sources = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    expect(sources).toContain('package-lock.json');
  });

  it('brings the manifest of every workspace, without which npm ci refuses', () => {
    const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
    const copied = ['libs', 'services', 'deploy/local', 'test/package.json'];
    for (const workspace of workspaces)
      expect(copied.some((path) => `${workspace}/package.json`.startsWith(path))).toBe(true);
  });

  it('compiles every service', () => {
    const compile = lines.find((line) => line.includes('tsc -b'));
    for (const name of services) expect(compile).toContain(`services/${name}`);
  });

  it('runs as a user who is not root', () => {
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  });

  it('has Node run a service as it runs on one machine', () => {
    expect(lines.find((line) => line.startsWith('CMD '))).toContain(`node ${nodeOptions.join(' ')} $`);
  });
});

it.each(services)('the README of %s starts it as its image does', (name) => {
  expect(read(`services/${name}/README.md`)).toContain(`node ${nodeOptions.join(' ')} dist/main.js`);
});
