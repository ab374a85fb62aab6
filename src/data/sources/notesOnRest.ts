import { formatCount } from '../../lib/numberFormat.ts';
import { extensionOf } from '../archives/entryNames.ts';
import { archiveEndings } from '../formats/unreadKinds.ts';
import { quoted } from '../limits.ts';

/** Says which files are left aside, and that archives within archives are not opened. */
export function notesOnRest(file: string, rest: readonly { readonly path: string }[]): string[] {
  const isArchive = ({ path }: { readonly path: string }) => archiveEndings.has(extensionOf(path));
  const archives = rest.filter(isArchive);
  const others = rest.filter((entry) => !isArchive(entry));
  return [
    ...skipped(
      file,
      archives,
      'an archive inside was not opened',
      'archives inside were not opened',
    ),
    ...skipped(file, others, 'another file was skipped', 'other files were skipped'),
  ];
}

function skipped(
  file: string,
  entries: readonly { readonly path: string }[],
  one: string,
  many: string,
): string[] {
  if (entries.length === 0) return [];
  // The first by its path, whatever the order of files.
  const path = entries.reduce(
    (first, one) => (one.path < first ? one.path : first),
    entries[0].path,
  );
  return entries.length === 1
    ? [`${file}: ${one}, ${quoted(path)}.`]
    : [`${file}: ${formatCount(entries.length)} ${many}, as ${quoted(path)}.`];
}
