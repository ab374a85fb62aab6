import { isIdx } from '../arrays/idx.ts';
import { readIdxDataset } from '../arrays/idxDataset.ts';
import { isSurelyCifarBatch } from './cifar.ts';
import type { DataFormat } from './format.ts';

/** Named as MNIST's files are: then what is wrong inside is worth telling. */
const named = /idx\d|ubyte/i;

/** IDX files, as MNIST and its successors have them. */
export const idx: DataFormat = {
  role: 'data',
  kind: 'idx',
  yields: false,
  names: /idx\d|ubyte|images?$|labels?$/i,
  recognise: (file) => {
    // A batch of CIFAR's may start as IDX does: a label 0 and dark pixels.
    if (isIdx(file.bytes)) return isSurelyCifarBatch(file) ? null : 'mark';
    return named.test(file.path) ? 'likely' : null;
  },
  // Four files that are called train-… and t10k-… say what they are, not what they show.
  nameOf: (stems) => (stems.length > 1 ? 'IDX images' : null),
  read: ({ files }, { name, choices, limits }) => {
    const named = files.map(({ file, entry, bytes }) => ({ name: entry ?? file, bytes }));
    return readIdxDataset(named, name, choices, limits);
  },
};
