import { isTar, readTar } from '../archives/tar.ts';
import { type ArchiveFormat, byMark } from './format.ts';

export const tar: ArchiveFormat = {
  role: 'archive',
  kind: 'tar',
  recognise: byMark(isTar),
  read: async (source, file, limits) => ({
    // Names in tar archives are UTF-8.
    records: [],
    entries: async () => {
      const { entries, notes } = await readTar(source, file, limits);
      return { entries: entries.map((entry) => ({ ...entry, identity: null })), notes };
    },
  }),
};
