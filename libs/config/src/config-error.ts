export interface ConfigProblem {
  readonly env: string;
  readonly description: string;
  /** What is wrong, as the end of a sentence that begins with the variable's name. */
  readonly problem: string;
}

/** The environment does not fit the service. The message is for a person at a terminal; every bad variable is in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'invalid_configuration';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ env, description, problem }) => `  ${env} ${problem}\n      ${description}`);
    super(`The configuration is not usable:\n${lines.join('\n')}`);
  }
}
