const EXTERNAL_ID = /^([a-z]\w*)\.([\w.-]+)$/;

/**
 * What a text would be as an external id; a name of a record seldom looks like one. Notation:
 * https://www.odoo.com/documentation/18.0/developer/glossary.html#term-external-identifier
 */
export function externalIdOf(text: string): { readonly module: string; readonly name: string } | undefined {
  const [, module, name] = EXTERNAL_ID.exec(text) ?? [];
  return module === undefined || name === undefined ? undefined : { module, name };
}
