import { defineConfig } from 'vitest/config';

const conditions = ['@penstock/source', 'node', 'import', 'module', 'default'];

/** Three tiers by file name: `.spec` is pure, `.int.spec` runs on a real Kafka and PostgreSQL, `.e2e.spec` on whole processes. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{libs,services,deploy,test}/**/*.spec.ts'],
          exclude: ['**/*.int.spec.ts', '**/*.e2e.spec.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
    ],
  },
});
