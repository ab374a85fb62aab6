import { splitRoleOf } from '../layout/splitRole.ts';
import { readParquetDataset } from '../parquet/parquetDataset.ts';
import { isParquet } from '../parquet/parquetFile.ts';
import { byMark, type DataFormat } from './format.ts';

/** Parquet tables of images. */
export const parquet: DataFormat = {
  role: 'data',
  kind: 'parquet',
  yields: false,
  names: /\.parquet$/i,
  recognise: byMark(isParquet),
  nameOf: ([stem]) => (splitRoleOf(stem) === null ? null : 'Parquet images'),
  read: ({ files }, { name, choices, limits, decode, ...task }) =>
    readParquetDataset(files, name, choices, limits, decode, task),
};
