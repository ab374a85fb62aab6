/** Where a table looks for the images that it names. */
import { fileNameOf } from '../archives/entryNames.ts';
import { splitRoleOf } from '../layout/splitRole.ts';
import type { Container } from '../sources/container.ts';
import type { NameTable } from '../tables/nameTable.ts';
import type { Looking } from './imageNames.ts';
import type { ImageShelves } from './imageShelves.ts';
import { folderPath } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';

/** Beyond so many, a table's names are not tried in each folder. */
const maxTries = 2_000_000;

/**
 * Where a table looks: in its archive, or everywhere, first where no other table tells.
 * @param withTable containers that have a table of their own.
 */
export function lookingOf(
  { path, archive }: PileTable,
  { images, roles, placesIn, inFolders }: ImageShelves,
  withTable: ReadonlySet<Container>,
): Looking {
  const folder = path.slice(0, path.length - fileNameOf(path).length);
  const role = splitRoleOf(fileNameOf(path));
  const lacksZeros = false;
  const isElsewhere = (at: number) => role !== null && roles[at] !== role;
  if (archive !== null) {
    const tierOf = (at: number) => (images[at].container === archive ? 0 : null);
    return { folder, tierOf, isOneTier: true, isElsewhere, lacksZeros };
  }
  const tiers = new Map(
    [...placesIn.keys()].map((one) => [
      one,
      2 * Number(withTable.has(one)) + Number(inFolders.get(one)),
    ]),
  );
  const tierOf = (at: number) => tiers.get(images[at].container)!;
  return { folder, tierOf, isOneTier: new Set(tiers.values()).size === 1, isElsewhere, lacksZeros };
}

/** Folders each of which has all that a table names, each once, and where it looks in one of them alone. */
export function wholeFolders(
  { rows, fileColumn }: NameTable,
  looking: Looking,
  { images, names }: ImageShelves,
): ReadonlyMap<string, Looking> {
  const folderOf = (at: number) => folderPath(images[at].folders);
  const folders = new Set(images.map((_, at) => folderOf(at)));
  if (folders.size * rows.length > maxTries) return new Map();
  const cells = rows.map(({ cells }) => cells[fileColumn] ?? '');
  const whole = [...folders].flatMap((folder): [string, Looking][] => {
    const tierOf = (at: number) => (folderOf(at) === folder ? looking.tierOf(at) : null);
    const within = { ...looking, tierOf };
    return cells.every((cell) => names.find(cell, within).kind === 'one') ? [[folder, within]] : [];
  });
  return new Map(whole);
}
