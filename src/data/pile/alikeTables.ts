/** Tables of one header, as those of splits: what the longest says of its columns counts for all of them. */
import { groupedBy } from '../../lib/groupedBy.ts';
import type { NamingTable } from './competingTables.ts';

/** A few rows may each have a label of their own, so that a short table tells less of its columns than a long one. */
export function withSameColumns(tables: readonly NamingTable[]): readonly NamingTable[] {
  const byHeader = groupedBy(tables, ({ judged }) => JSON.stringify(judged.names.header));
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
    const leader = leaders.get(JSON.stringify(names.header))!.judged.names;
    const isSame = leader.fileColumn === names.fileColumn && leader.labelColumns.length > 0;
    if (names.header === null || !isSame || leader === names) return one;
    const { labelColumns, isLabelled, classColumns } = leader;
    return {
      ...one,
      judged: { ...one.judged, names: { ...names, labelColumns, isLabelled, classColumns } },
    };
  });
}
