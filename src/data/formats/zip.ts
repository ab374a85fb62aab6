import { extensionOf } from '../archives/entryNames.ts';
import { filesOfZip, isZip } from '../archives/zip.ts';
import { readZipDirectory } from '../archives/zipDirectory.ts';
import type { ArchiveFormat } from './format.ts';
import { documentEndings } from './unreadKinds.ts';

export const zip: ArchiveFormat = {
  role: 'archive',
  kind: 'zip',
  recognise: ({ path, bytes }) =>
    isZip(bytes) && !documentEndings.has(extensionOf(path)) ? 'mark' : null,
  read: async (source, file, limits) => {
    const directory = await readZipDirectory(source, file, limits);
    return {
      records: directory.records,
      entries: (encoding) => filesOfZip(source, directory, file, limits, encoding),
    };
  },
};
