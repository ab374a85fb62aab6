import { readArrayDataset } from '../arrays/arrayDataset.ts';
import { isNpy } from '../arrays/npy.ts';
import { isListName } from '../tables/labelLists.ts';
import { byMark, type DataFormat } from './format.ts';

/** NumPy arrays; an .npz file is a zip archive of them. */
export const npy: DataFormat = {
  role: 'data',
  kind: 'npy',
  yields: false,
  names: /\.npy$/i,
  isList: isListName,
  recognise: byMark(isNpy),
  // Files that are called x_train and y_train say what they are, not what they show.
  nameOf: (stems) => (stems.length > 1 ? 'NumPy images' : null),
  read: ({ files, lists }, { name, limits, choices }) =>
    readArrayDataset(files, name, limits, { lists, choices }),
};
