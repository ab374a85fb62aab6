/** Records of images by their paths alone, for passes that look at no content. */
import type { Container, LazyFile } from '../../sources/container.ts';
import { type PileImage, pileOf } from '../pileImage.ts';

/** Images of one archive, or loose ones of a folder that is called as `file`. */
export function pileOfPaths(
  paths: readonly string[],
  {
    file = 'set',
    isArchive = false,
  }: { readonly file?: string; readonly isArchive?: boolean } = {},
): PileImage[] {
  const root = isArchive ? '' : `${file}/`;
  const container: Container = { file, files: [], isArchive, root };
  return pileOf(
    container,
    paths.map((path): LazyFile => {
      const bytes = new TextEncoder().encode(path);
      return { path: `${root}${path}`, size: bytes.length, read: () => bytes, identity: null };
    }),
  );
}

/** Images that folders labelled already: `[split, label, name]` each. */
export const labelledByFolders = (
  rows: readonly (readonly [PileImage['split'], string | null, string])[],
): PileImage[] =>
  pileOfPaths(rows.map(([, label, name]) => `${label ?? ''}/${name}`)).map((one, at) => {
    const [split, label, place] = rows[at];
    return { ...one, split, label, place, source: label === null ? null : 'folders' };
  });
