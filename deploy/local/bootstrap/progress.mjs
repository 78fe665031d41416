const EVERY_MS = 5000;

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Says that a piece of work began, every five seconds that it goes on, and how long it took. */
export async function withProgress(doing, work) {
  const begun = performance.now();
  console.log(`${doing} …`);
  const timer = setInterval(() => console.log(`${doing} … ${seconds(begun)}`), EVERY_MS);
  try {
    const result = await work();
    console.log(`${doing}: done in ${seconds(begun)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
