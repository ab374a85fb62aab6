/** Rows of a network's table under the stage or block that they belong to, so that long ones fold. */
import type { LayerRow } from './layerRows.ts';

export interface LayerGroup {
  /** What comes before the slash in its layers' names; the whole name of a layer by itself. */
  readonly name: string;
  /** What the last of its layers puts out, and the sums of the others' counts. */
  readonly sum: LayerRow;
  readonly rows: readonly LayerRow[];
}

/** Rows in a row whose names begin alike, each with its sums. */
export function layerGroups(rows: readonly LayerRow[]): LayerGroup[] {
  const groups: LayerRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && beginning(last[0]) === beginning(row)) last.push(row);
    else groups.push([row]);
  }
  return groups.map(groupOf);
}

function groupOf(rows: readonly LayerRow[]): LayerGroup {
  const name = rows.length === 1 ? rows[0].name : beginning(rows[0]);
  const total = (key: 'parameters' | 'multiplyAdds') =>
    rows.reduce((sum, row) => sum + row[key], 0);
  const sum = {
    name,
    output: rows[rows.length - 1].output,
    parameters: total('parameters'),
    multiplyAdds: total('multiplyAdds'),
  };
  return { name, sum, rows };
}

const beginning = ({ name }: LayerRow): string => name.split('/')[0];
