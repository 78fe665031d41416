/** For whom and in whose words a call is made. What is not given is what the user's own settings in Odoo say. */
export interface CallContext {
  /** Ids of companies, the current one first; a company that is not the user's is an {@link OdooAccess}. Without them: rows of all the user's. */
  readonly companies?: readonly number[];
  /** Such as `en_US`; one that is not installed is an {@link OdooValidation}. */
  readonly language?: string;
  /** Such as `Europe/Berlin`: of days and texts that Odoo makes; times in answers are UTC whatever it is. */
  readonly timeZone?: string;
  /** Further keys, such as `{ inventory_mode: true }`. They win over the three above. */
  readonly context?: Readonly<Record<string, unknown>>;
}

export interface CallOptions extends CallContext {
  /**
   * The answer must not be a wizard or another action, which mean that nothing has been done yet. Not for methods that answer with an action to
   * show what they made, as wizards themselves do. @throws {OdooWizard}
   */
  readonly refuseWizard?: boolean;
  /** Milliseconds, instead of the client's. Too short makes an ambiguous answer of a plain refusal. */
  readonly timeoutMs?: number;
}

/** Odoo's context of a call: https://www.odoo.com/documentation/18.0/developer/reference/backend/orm.html#context */
export function contextOf(client: CallContext, call: CallContext): Readonly<Record<string, unknown>> {
  const { companies, language, timeZone } = { ...client, ...call };
  return {
    ...(companies && { allowed_company_ids: companies }),
    ...(language !== undefined && { lang: language }),
    ...(timeZone !== undefined && { tz: timeZone }),
    ...client.context,
    ...call.context,
  };
}
