/** Which arguments go by position, after the ids: names of the same argument differ from model to model (`vals`, `values`). */
const BY_POSITION: Readonly<Record<string, readonly string[]>> = {
  create: ['vals_list'],
  write: ['vals'],
  read: ['fields'],
  search: ['domain'],
  search_count: ['domain'],
  search_read: ['domain'],
  fields_get: ['allfields'],
  load: ['fields', 'data'],
};

/** Arguments by name as `execute_kw` takes them. What is not listed stays a keyword: the names of options are the same everywhere. */
export function positionsOf(
  method: string,
  named: object,
): { readonly args: readonly unknown[]; readonly kwargs: Readonly<Record<string, unknown>> } {
  const given = new Map<string, unknown>(Object.entries(named));
  const first = ['ids', ...(BY_POSITION[method] ?? [])].filter((name) => given.has(name));
  const args = first.map((name) => given.get(name));
  for (const name of first) given.delete(name);
  return { args, kwargs: Object.fromEntries(given) };
}
