/** A page of `/metrics` with its values, by name and attributes. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class MetricsPage {
  private readonly values: readonly { name: string; labels: string; value: number }[];

  constructor(page: string) {
    this.values = [...page.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
      ...{ name, labels },
      value: Number(value),
    }));
  }

  /** Of all values of that name whose attributes are these, such as `outcome="unavailable"`; 0 where there are none. */
  sum(name: string, ...attributes: readonly string[]): number {
    return this.values
      .filter((each) => each.name === name && attributes.every((attribute) => each.labels.includes(attribute)))
      .reduce((total, { value }) => total + value, 0);
  }
}
