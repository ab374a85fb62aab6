import { isDataTable, isTable } from '../tables/recogniseTable.ts';
import { readTableDataset } from '../tables/tableDataset.ts';
import type { DataFormat } from './format.ts';

/** Tables of numbers as text: pixels or features with a label in each row. */
export const table: DataFormat = {
  role: 'data',
  kind: 'table',
  yields: true,
  names: /\.(csv|tsv|txt|data|tra|tes|trn|tst|all-data)$/i,
  recognise: ({ path, bytes }) =>
    /\.(csv|tsv)(\.gz)?$/i.test(path) || isDataTable(path, bytes) || isTable(bytes)
      ? 'likely'
      : null,
  read: ({ files }, { name, limits, choices }) => readTableDataset(files, name, limits, choices),
};
