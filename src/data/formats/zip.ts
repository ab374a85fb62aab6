import { filesOfZip, isZip } from '../archives/zip.ts';
import { readZipDirectory } from '../archives/zipDirectory.ts';
import { type ArchiveFormat, byMark } from './format.ts';

export const zip: ArchiveFormat = {
  role: 'archive',
  kind: 'zip',
  recognise: byMark(isZip),
  read: async (source, file, limits) => {
    const directory = await readZipDirectory(source, file, limits);
    return {
      records: directory.records,
      entries: (encoding) => filesOfZip(source, directory, file, limits, encoding),
    };
  },
};
