import { type Provider, type Type, UseFilters, UseGuards } from '@nestjs/common';
import { BearerGuard } from './bearer-guard.js';
import { TroubleFilter } from './trouble-filter.js';

/** What a service's admin API answers besides what every service's does. */
export interface AdminSection {
  /** Their routes begin with `v1/` and something of the service's own. They need no guard: none is let in without a token. */
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  /** Their routes in the words of OpenAPI, by path. */
  readonly paths: Readonly<Record<string, unknown>>;
}

/** Puts the guard before every route of a section, so that none is open because somebody forgot it. */
export function guarded({ controllers }: AdminSection): Type[] {
  for (const controller of controllers) {
    UseGuards(BearerGuard)(controller);
    UseFilters(TroubleFilter)(controller);
  }
  return [...controllers];
}
