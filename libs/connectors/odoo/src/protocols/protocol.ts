import type { HttpClient } from '@penstock/http';

export interface ModelCall {
  readonly model: string;
  readonly method: string;
  /** By name; `ids` are the records it is a method of. */
  readonly args: object;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timeoutMs?: number | undefined;
}

/** How calls and answers travel. Everything throws as {@link OdooClient} says. */
export interface Protocol {
  /** @returns the user's id, remembered @throws {OdooCredentials} */
  logIn(): Promise<number>;
  /** Major version of the server, such as 18. */
  version(): Promise<number>;
  execute(call: ModelCall): Promise<unknown>;
}

export interface Account {
  readonly database: string;
  readonly user: string;
  /** Password or API key on JSON-RPC, API key on JSON-2. */
  readonly password: string;
}

export type Speak = (http: HttpClient, account: Account) => Protocol;
