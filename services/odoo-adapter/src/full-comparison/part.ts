/** One kind of thing that is compared with Odoo, a small page at a time. */
export interface Part {
  readonly name: string;
  /**
   * Compares the page that follows an id of Odoo's.
   * @param after 0 to begin with
   * @param comparisonId canonical, of the whole comparison
   * @returns the id to go on after; null after the last page
   */
  next(after: number, comparisonId: string): Promise<number | null>;
}
