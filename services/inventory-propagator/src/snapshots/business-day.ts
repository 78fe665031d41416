/** The days of a company: a cut-off depends on where it is. */
export class BusinessDays {
  private readonly format: Intl.DateTimeFormat;

  /**
   * @param zone IANA name, such as `Europe/Zurich`
   * @throws {RangeError} where there is no such zone
   */
  constructor(zone: string) {
    // The Swedish way of writing a date is that of ISO 8601.
    this.format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  }

  /** `2026-11-21`: the day that lies there now. */
  dayOf(at: Date): string {
    return this.format.format(at);
  }

  /** The last day that has ended there. */
  endedBefore(at: Date): string {
    const today = new Date(`${this.dayOf(at)}T00:00:00Z`);
    today.setUTCDate(today.getUTCDate() - 1);
    return today.toISOString().slice(0, 10);
  }
}
