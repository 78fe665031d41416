import type { FaultSite } from '../fault.js';
import type { ServiceProcess } from '../service-process.js';

/** Waits until so many more movements have had their effect. */
export async function goOn(site: FaultSite, movements: number): Promise<void> {
  const before = await site.effects();
  await site.until(`${movements} more effects`, async () => (await site.effects()) >= before + movements);
}

/** Does something to what the process stands on, and waits until its log complains: from then on the fault has struck. */
export async function felt(site: FaultSite, process: ServiceProcess, strike: () => Promise<void>): Promise<void> {
  const before = process.log().length;
  await strike();
  await site.until(`${process.name} complains`, () => process.log().length > before);
}
