export function checkPreconditions(): Promise<void>;
export function checkNode(version: string): void;
export function javaMajor(text: string): number | undefined;
