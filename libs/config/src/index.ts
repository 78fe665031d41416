export { defineConfig, loadConfig, redacted, type Config, type Definition } from './config.js';
export { ConfigError, type ConfigProblem } from './config-error.js';
export { coreSettings } from './core-settings.js';
export { describeConfig, type ConfigRow } from './describe-config.js';
export type { Environment } from './read-variable.js';
export { setting, type Setting, type SettingOptions } from './setting.js';
