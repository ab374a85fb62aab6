import type { Ask } from '../../protocol/requests.ts';

/** The request to read some files that were dropped by themselves. */
export function pileOf(files: readonly File[]): Ask<'read-files'> {
  const dropped = files.map((file) => ({ file, path: file.name }));
  return { pile: 1, sent: 0, dropped: [{ kind: 'files', files: dropped }] };
}
