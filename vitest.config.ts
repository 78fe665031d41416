import { configDefaults, defineConfig } from 'vitest/config';

// Workspace packages are taken from their sources: no build is needed before a test.
const conditions = ['@penstock/source', 'node'];
const stack = './libs/testing/src/stack/vitest-global-setup.ts';
const within = (tier: string) => `{libs,services,deploy,test}/**/*${tier}.ts`;

/** Three tiers by file name: `.spec` is pure, `.int.spec` runs on a real Kafka, registry and PostgreSQL, `.e2e.spec` on whole processes. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  // Nest needs the types of constructor parameters at run time.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [within('.spec')],
          exclude: [...configDefaults.exclude, '**/*.int.spec.ts', '**/*.e2e.spec.ts', '**/dist/**'],
          env: { LOG_LEVEL: 'silent' },
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: [within('.int.spec')],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          globalSetup: [stack],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          env: { LOG_LEVEL: 'silent' },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [within('.e2e.spec')],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
