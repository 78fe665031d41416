import { withQuery } from './query.js';

/** Makes a database of the given name on a server. @returns its address */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  await withQuery(serverUrl, (query) => query(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.toString();
}

/** Takes a database away with all that is in it, and ends whoever is still connected. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withQuery(serverUrl, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`));
}
