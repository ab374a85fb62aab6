/**
 * Finds images by what tables call them: by their path, by its end, by their file name, with or
 * without the extension, in capital letters or not, with slashes of either kind.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { extensionOf, fileNameOf } from '../archives/entryNames.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { isCalledCompanions } from './folderWords.ts';
import type { PileImage } from './pileImage.ts';

/** How a name was found: by its whole file name, or without its extension. */
export type Found =
  | { readonly kind: 'one'; readonly at: number; readonly isWhole: boolean }
  | { readonly kind: 'several' | 'none' };

/** Where a table looks for the images that it names. */
export interface Looking {
  /** The folder of the table, with a slash after each name, as paths of images have it. */
  readonly folder: string;
  /** The lowest of these that has the name is meant; null for images that the table cannot name. */
  readonly tierOf: (at: number) => number | null;
  /** Whether all images that it can name are of one tier. */
  readonly isOneTier: boolean;
  /** Whether an image lies in the folder of another split than the table's own. */
  readonly isElsewhere: (at: number) => boolean;
  /** Whether numbers may lack the zeros that names of images begin with. */
  readonly lacksZeros: boolean;
}

/** Of so few images of one name each is looked at for every cell. */
const fewAlike = 16;
/** Folders that tell images of one name apart, counted from the innermost. */
const longestEnd = 8;

const none: Found = { kind: 'none' };
const several: Found = { kind: 'several' };

export class ImageNames {
  /** Images by their file names in small letters, and by those without extension. */
  private readonly byName = new Map<string, number[]>();
  /** Of names that many images have: these images by the ends of their folders. */
  private readonly byEnd = new Map<string, Map<string, number[]>>();
  /** What cells came to, by where their table looks: the same cell is asked for several times. */
  private readonly known = new WeakMap<Looking, Map<string, Found>>();
  /** Images by their paths; −1 where several containers have one so called. */
  private readonly byPath = new Map<string, number>();
  private numbers: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(private readonly images: readonly PileImage[]) {
    images.forEach(({ image }, at) => {
      const path = image.path.normalize('NFC');
      this.byPath.set(path, this.byPath.has(path) ? -1 : at);
      const name = fileNameOf(path).toLowerCase();
      this.add(name, at);
      const stem = stemOf(name);
      if (stem !== name) this.add(stem, at);
    });
  }

  /** The image that a cell names. */
  find(cell: string, looking: Looking): Found {
    const cells = this.known.get(looking) ?? new Map<string, Found>();
    this.known.set(looking, cells);
    const before = cells.get(cell);
    if (before !== undefined) return before;
    const plain = this.search(cell.normalize('NFC'), looking);
    const address = plain.kind === 'none' ? ofAddress(cell) : null;
    const found = address === null ? plain : this.search(address.normalize('NFC'), looking);
    cells.set(cell, found);
    return found;
  }

  /** Images that are called by numbers, by these without zeros before them. */
  private get byNumber(): ReadonlyMap<string, readonly number[]> {
    this.numbers ??= groupedBy(
      this.images.map((_, at) => at),
      (at) => numberOf(fileNameOf(this.pathOf(at))) ?? '',
    );
    return this.numbers;
  }

  private search(cell: string, looking: Looking): Found {
    const { folder, tierOf, isOneTier, isElsewhere, lacksZeros } = looking;
    if (lacksZeros) return this.numbered(cell, looking);
    const path = cell
      .trim()
      .replaceAll('\\', '/')
      .replace(/^([a-z]:)?\/+/i, '')
      .replace(/^(\.\/)+/, '');
    const name = fileNameOf(path).toLowerCase();
    if (name === '') return none;
    const exact = this.byPath.get(`${folder.normalize('NFC')}${path}`) ?? -1;
    if (isOneTier && exact !== -1 && tierOf(exact) !== null)
      return { kind: 'one', at: exact, isWhole: true };
    // Images that were written anew in another format keep their names in tables.
    const isRenamed = !this.byName.has(name) && isImageName(name);
    const key = isRenamed ? stemOf(name) : name;
    const all = this.byName.get(key) ?? [];
    const alike = isOneTier && all.length > fewAlike ? this.endingAs(key, all, path) : all;
    const called = alike.filter((at) => tierOf(at) !== null);
    if (called.length === 0) return none;
    const isWhole = (at: number) => fileNameOf(this.pathOf(at)).toLowerCase() === name;
    const one = (at: number): Found => ({ kind: 'one', at, isWhole: isWhole(at) });
    if (called.length === 1) return one(called[0]);
    const meant = [
      (at: number) => -tierOf(at)!,
      // What a table's own folder holds comes before the rest.
      (at: number) => Number(this.pathOf(at) === `${folder}${path}`),
      (at: number) => Number(samePath(this.pathOf(at), path)),
      (at: number) => endingAlike(this.pathOf(at), path),
      // Masks are often called as the images that they belong to.
      (at: number) => -Number(this.images[at].folders.some(isCalledCompanions)),
      (at: number) => Number(!isElsewhere(at)),
      (at: number) => Number(this.pathOf(at).startsWith(folder)),
      (at: number) => Number(isWhole(at)),
      (at: number) => Number(fileNameOf(this.pathOf(at)) === fileNameOf(path)),
    ].reduce<number[]>((left, scoreOf) => (left.length === 1 ? left : best(left, scoreOf)), called);
    return meant.length === 1 ? one(meant[0]) : several;
  }

  /** The only image that is called by this number, with or without zeros before it. */
  private numbered(cell: string, { tierOf }: Looking): Found {
    const number = numberOf(cell.trim());
    const found = (number === null ? [] : (this.byNumber.get(number) ?? [])).filter(
      (at) => tierOf(at) !== null,
    );
    if (found.length === 0) return none;
    return found.length === 1 ? { kind: 'one', at: found[0], isWhole: false } : several;
  }

  /** Those of many images of one name whose path ends most like this one, if any does. */
  private endingAs(name: string, all: readonly number[], path: string): readonly number[] {
    let byEnd = this.byEnd.get(name);
    if (byEnd === undefined) {
      byEnd = new Map();
      for (const at of all) {
        for (const end of endsOf(this.pathOf(at))) {
          const known = byEnd.get(end);
          if (known === undefined) byEnd.set(end, [at]);
          else known.push(at);
        }
      }
      this.byEnd.set(name, byEnd);
    }
    const found = endsOf(path).find((end) => byEnd.has(end));
    return found === undefined ? all : byEnd.get(found)!;
  }

  private pathOf(at: number): string {
    return this.images[at].image.path.normalize('NFC');
  }

  private add(name: string, at: number): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [at]);
    else known.push(at);
  }
}

/** The ends of a path's folders in small letters, the longest first: `a/b/`, `b/` of `A/B/1.png`. */
function endsOf(path: string): string[] {
  const folders = path.toLowerCase().split('/').slice(0, -1).slice(-longestEnd);
  return folders.map((_, at) => folders.slice(at).join('/'));
}

function best(places: readonly number[], scoreOf: (at: number) => number): number[] {
  const scores = places.map(scoreOf);
  const most = scores.reduce((high, score) => Math.max(high, score));
  return places.filter((_, index) => scores[index] === most);
}

/** What an address names: the path before its question, without escapes; null where that is the cell itself. */
function ofAddress(cell: string): string | null {
  if (!/[%?#]/.test(cell)) return null;
  const [path] = cell.split(/[?#]/);
  try {
    return decodeURIComponent(path);
  } catch {
    // No escapes, but a per cent sign.
    return path === cell ? null : path;
  }
}

function stemOf(name: string): string {
  const extension = extensionOf(name);
  return extension === '' ? name : name.slice(0, -extension.length - 1);
}

/** The number that a file is called by, without zeros before it; null for other names. */
const numberOf = (name: string): string | null =>
  /^0*(\d+)$/.exec(stemOf(name.toLowerCase()))?.[1] ?? null;

const samePath = (one: string, other: string): boolean => one === other || stemOf(one) === other;

/** How many folders before the name two paths have in common, counted from their ends. */
function endingAlike(path: string, other: string): number {
  const [ours, theirs] = [path, other].map((one) => one.toLowerCase().split('/').slice(0, -1));
  let count = 0;
  while (count < theirs.length && ours.at(-1 - count) === theirs.at(-1 - count)) count++;
  return count;
}
