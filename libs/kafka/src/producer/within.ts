/** Records were not acknowledged in time. They may have arrived, or may yet. */
export class SendTimedOut extends Error {
  constructor(timeoutMillis: number) {
    super(`Kafka did not acknowledge within ${timeoutMillis} ms`);
    this.name = 'SendTimedOut';
  }
}

/** @throws SendTimedOut when the work takes longer; its own end, good or bad, then interests nobody */
export async function within(millis: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendTimedOut(millis)), millis);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
