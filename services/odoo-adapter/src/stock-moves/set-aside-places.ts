import type { Mapping } from '@penstock/connector-odoo';
import type { Mappings } from '../mapping/mapping.js';
import { locationIdOf, type OdooSystem } from '../odoo-system.js';
import { isSupplied, type StockLine } from './stock-line.js';

/** What the mapping file calls places for goods that cannot be sold as they are. */
const NAMES = ['damaged', 'quarantine'];

const NONE: ReadonlySet<string> = new Set();

/** The places where goods of suppliers are set aside. */
export class SetAsidePlaces {
  private last: ReadonlySet<string> | undefined;

  constructor(
    private readonly mappings: Mappings,
    private readonly system: OdooSystem,
  ) {}

  /**
   * Canonical location ids; none where no line needs them. While the mapping does not hold, those it named last are: what moves in Odoo must be
   * told all the same.
   * @throws {Transient} where it never held yet
   */
  async for(lines: readonly StockLine[]): Promise<ReadonlySet<string>> {
    if (!lines.some(isSupplied)) return NONE;
    try {
      this.last = this.placesIn(await this.mappings.current());
    } catch (error) {
      if (!this.last) throw error;
    }
    return this.last;
  }

  private placesIn({ companies }: Mapping): ReadonlySet<string> {
    const places = companies.flatMap((company) => NAMES.flatMap((name) => company.locationOf(name) ?? []));
    return new Set(places.map((id) => locationIdOf(this.system, id)));
  }
}
