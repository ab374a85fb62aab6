/** Tables of one header, as those of splits: what the longest says of its columns counts for all of them. */
import { groupedBy } from '../../lib/groupedBy.ts';
import { fileNameOf } from '../archives/entryNames.ts';
import { nameWithoutSplit } from '../layout/splitRole.ts';
import { withPlainNumbers } from '../tables/labelledColumns.ts';
import type { NamingTable } from './competingTables.ts';

/** The header; of tables without one, that they are called alike but for a split, and have as many columns. */
function formOf({ table: { path }, judged: { names } }: NamingTable): string {
  if (names.header !== null) return JSON.stringify(names.header);
  const name = fileNameOf(path);
  const folder = path.slice(0, path.length - name.length);
  return `${folder}${nameWithoutSplit(name.replace(/\d+/g, ' '))}?${names.rows[0]?.cells.length}`;
}

/** A few rows may each have a label of their own, so that a short table tells less of its columns than a long one. */
export function withSameColumns(tables: readonly NamingTable[]): readonly NamingTable[] {
  const byHeader = groupedBy(tables, formOf);
  const leaders = new Map(
    [...byHeader].map(([header, own]) => [
      header,
      own.reduce((most, one) =>
        one.judged.names.rows.length > most.judged.names.rows.length ? one : most,
      ),
    ]),
  );
  return tables.map((one): NamingTable => {
    const { names } = one.judged;
    const leader = leaders.get(formOf(one))!.judged.names;
    const isSame = leader.fileColumn === names.fileColumn && leader.labelColumns.length > 0;
    if (!isSame || leader === names) return one;
    const { labelColumns, isLabelled, classColumns, passedOver } = leader;
    const rows = withPlainNumbers(names.rows, labelColumns);
    const columns = { labelColumns, isLabelled, classColumns, passedOver };
    return {
      ...one,
      judged: { ...one.judged, names: { ...names, ...columns, rows } },
    };
  });
}
