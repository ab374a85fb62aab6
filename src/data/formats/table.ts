import { isTable, readTableDataset } from '../tables/tableDataset.ts';
import type { DataFormat } from './format.ts';

/** Tables of numbers as text: pixels or features with a label in each row. */
export const table: DataFormat = {
  role: 'data',
  kind: 'table',
  yields: true,
  names: /\.(csv|tsv|txt)$/i,
  recognise: ({ path, bytes }) =>
    /\.(csv|tsv)(\.gz)?$/i.test(path) || isTable(bytes) ? 'likely' : null,
  read: ({ files }, { name, limits, choices }) => readTableDataset(files, name, limits, choices),
};
