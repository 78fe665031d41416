import { join } from 'node:path';

/** The java program: JAVA_HOME's when that is set, else the one on the path. */
export const java = (): string => (process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java');

/** A small heap, the collector with the least overhead, and only the quick compiler: a laptop wants a fast start, not peak throughput. */
export const smallJvm = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] as const;
