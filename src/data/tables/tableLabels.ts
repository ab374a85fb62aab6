/** Which column of a table holds the labels, where its header does not say it. */

/** What the cells of a column are, over all rows. */
export class ColumnValues {
  /** Each different cell; no more than `maxDistinct` and one. */
  readonly distinct = new Set<string>();
  /** Whether all cells are whole numbers. */
  isWhole = true;
  /** Whether all cells are numbers. */
  isNumeric = true;

  constructor(
    readonly column: number,
    private readonly maxDistinct: number,
  ) {}

  add(text: string, value: number): void {
    if (!Number.isInteger(value)) this.isWhole = false;
    if (Number.isNaN(value)) this.isNumeric = false;
    if (this.distinct.size <= this.maxDistinct) this.distinct.add(text);
  }

  /** Whether they look like labels: texts, or numbers counted on from 0 or 1, two at least. */
  get looksLikeLabels(): boolean {
    if (this.distinct.size < 2 || this.distinct.size > this.maxDistinct) return false;
    if (!this.isWhole) return !this.isNumeric;
    const numbers = new Set([...this.distinct].map(Number));
    const lowest = numbers.has(0) ? 0 : 1;
    return Array.from({ length: numbers.size }, (_, index) => numbers.has(lowest + index)).every(
      (isThere) => isThere,
    );
  }
}

const labelNames = /^(labels?|class(es)?|targets?|y|digits?|category|class_?id|label_?id)$/i;
const rowNames = /^(|id|index|row|unnamed: 0)$/i;

/** The columns of a header that are named as labels are; y beside x and other labels is a place. */
export function labelColumns(names: readonly string[]): number[] {
  const lower = names.map((name) => name.trim().toLowerCase());
  const named = lower.flatMap((name, column) => (labelNames.test(name) ? [column] : []));
  const others = named.filter((column) => lower[column] !== 'y');
  return lower.includes('x') && others.length > 0 ? others : named;
}

/** The columns of a header that number the rows. */
export function rowNumberColumns(names: readonly string[]): number[] {
  return names.flatMap((name, column) => (rowNames.test(name.trim()) ? [column] : []));
}

/** Height and width where columns are named `1x1` to `28x28`, as some MNIST tables have them. */
export function sidesNamed(name: string): readonly [height: number, width: number] | null {
  const [, height, width] = /^\s*(\d{1,5})x(\d{1,5})\s*$/i.exec(name) ?? [];
  return height === undefined ? null : [Number(height), Number(width)];
}
