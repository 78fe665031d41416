import type { AdminSection } from '@penstock/messaging';

/** Several parts of the admin API as the one section that a service has. */
export const together = (...sections: readonly AdminSection[]): AdminSection => ({
  controllers: sections.flatMap(({ controllers }) => controllers),
  providers: sections.flatMap(({ providers }) => providers),
  paths: Object.assign({}, ...sections.map(({ paths }) => paths)) as AdminSection['paths'],
});
