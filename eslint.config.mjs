import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Without a project graph the rule of boundaries skips itself with a warning, and a fresh clone would pass whatever it imports.
await createProjectGraphAsync({ exitOnError: true });

/** Who may depend on whom, by the tags in each package's package.json. Services never depend on services. */
const boundaries = [
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:domain'] },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts', 'type:domain'] },
  { sourceTag: 'type:kafka', onlyDependOnLibsWithTags: ['type:kafka', 'type:lib', 'type:contracts', 'type:domain'] },
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib', 'type:kafka', 'type:contracts', 'type:domain'] },
  { sourceTag: 'type:connector', onlyDependOnLibsWithTags: ['type:lib', 'type:contracts', 'type:domain'] },
  {
    sourceTag: 'type:service',
    onlyDependOnLibsWithTags: ['type:lib', 'type:connector', 'type:kafka', 'type:contracts', 'type:domain'],
  },
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: ['type:testing', 'type:lib', 'type:kafka', 'type:contracts', 'type:domain'],
  },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['*'] },
];

const boundariesAllowing = (...allow) => [
  'error',
  { allow, depConstraints: boundaries, enforceBuildableLibDependency: false },
];

/** Packages that one library wraps for everybody: another one beside it would have other limits, other errors and no traces. */
const wrapped = {
  kafka: {
    group: ['kafkajs', 'kafkajs/*', '@kafkajs/*'],
    message: 'Only libs/kafka knows the Kafka and registry clients: use @penstock/kafka.',
  },
  database: {
    group: ['typeorm', 'typeorm/*', 'pg', 'pg/*'],
    message:
      'Only libs/persistence, libs/messaging, migrations and set-up speak to the database driver: use @penstock/persistence.',
  },
  axios: {
    group: ['axios', 'axios/*'],
    message: 'Only libs/http calls out: use createHttpClient from @penstock/http.',
  },
};

const allImportsBut = (...allowed) => [
  'error',
  { patterns: Object.entries(wrapped).flatMap(([name, pattern]) => (allowed.includes(name) ? [] : [pattern])) },
];

const specs = ['**/*.spec.ts', '**/*.fixture.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/.nx/**',
      '.penstock/**',
      '**/generated/**',
      'schemas/**',
      'coverage/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.spec.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundariesAllowing(),
      'no-restricted-imports': allImportsBut(),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An async function without await keeps the promise of an interface: what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      // Interfaces here are kept by closures that never use `this`; the rule cannot tell them from methods.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    // Generic plumbing: a list of handlers, or of tables, of every type has no other element type than one of `any`.
    files: ['libs/messaging/**/*.ts', 'libs/persistence/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    // Tests on real components take their addresses from libs/testing, whatever they test.
    files: ['**/*.int.spec.ts', '**/*.e2e.spec.ts'],
    rules: { '@nx/enforce-module-boundaries': boundariesAllowing('@penstock/testing', '@penstock/testing/**') },
  },
  { files: ['libs/kafka/**/*.ts'], rules: { 'no-restricted-imports': allImportsBut('kafka') } },
  {
    files: [
      'libs/persistence/**/*.ts',
      'libs/messaging/**/*.ts',
      'services/*/src/migrations/**/*.ts',
      'libs/testing/**/*.ts',
      'deploy/**/*.ts',
      'test/**/*.ts',
    ],
    rules: { 'no-restricted-imports': allImportsBut('database') },
  },
  { files: ['libs/http/**/*.ts'], rules: { 'no-restricted-imports': allImportsBut('axios') } },
  {
    // Commands print for people; the launcher's bootstrap is plain JavaScript and not linted here.
    files: ['deploy/**/*.ts', 'test/**/*.ts', 'libs/testing/**/main.ts', 'libs/contracts/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: specs,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression MemberExpression[object.name=/^(describe|it|test|suite)$/][property.name='only']",
          message: 'A test that runs alone hides all others.',
        },
      ],
      // Specs look into parsed JSON and make errors on purpose.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Stand-ins turn whatever a request holds into text, as the systems they stand for do.
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
);
