/** Folders whose images are called alike, as pictures and thumbnails of these: a table may speak of either. */
import { formatCounted } from '../../lib/numberFormat.ts';
import { labelsFlag, partFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { Alternative, PartQuestion } from '../readingChoices.ts';

/** Folders that a question offers, at most. */
const listedFolders = 6;

/** Asks which of several folders with all that a table names is meant. */
export function foldersOfTable(
  path: string,
  folders: readonly string[],
  rows: number,
): PartQuestion {
  const offered = [...folders].sort().slice(0, listedFolders);
  return {
    kind: 'part',
    file: path,
    found: `all that it names is there in several folders, as ${offered.map(nameOf).join(', ')}`,
    alternatives: [
      ...offered.map(
        (folder): Alternative => ({
          choices: { part: folder },
          title: `Images in ${nameOf(folder)}`,
          description: `${formatCounted(rows, 'image')}; those in other folders are left out.`,
          flag: partFlag(folder),
          previews: [],
        }),
      ),
      {
        choices: { labels: 'folders' },
        title: 'The folders are the classes',
        description: 'The table tells nothing.',
        flag: labelsFlag('folders'),
        previews: [],
      },
    ],
  };
}

const nameOf = (folder: string): string =>
  folder === '' ? 'the outer folder' : quoted(folder.slice(0, -1));
