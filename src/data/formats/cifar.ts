import { isCifarBatch, isCifarNames, readCifarDataset } from '../arrays/cifarDataset.ts';
import type { DataFormat, LookedAt } from './format.ts';

/** No list of class names is longer, in bytes. */
const longestList = 65_536;

const isNamedAsBatch = (path: string): boolean => /\.bin(\.gz)?$/i.test(path);

/** Whether a file is called and looks as CIFAR's batches do. */
export const isSurelyCifarBatch = ({ path, bytes }: LookedAt): boolean =>
  isNamedAsBatch(path) && isCifarBatch(bytes);

/** CIFAR's binary batches, which have no mark of their own, and the lists of class names beside them. */
export const cifar: DataFormat = {
  role: 'data',
  kind: 'cifar',
  yields: true,
  names: /\.bin$|_names\.txt$|batches\.meta\.txt$/i,
  recognise: ({ path, bytes }) => {
    if (isNamedAsBatch(path)) return 'likely';
    return isCifarNames(path) && bytes.length <= longestList ? 'companion' : null;
  },
  read: ({ files, companions }, { name, limits }) => ({
    kind: 'dataset',
    dataset: readCifarDataset(files, companions, name, limits),
  }),
};
