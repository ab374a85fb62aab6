/** Files that were given without an archive, as a container of files. */
import { sharedFolders } from '../archives/entryNames.ts';
import type { Container, LazyFile } from './container.ts';
import { sharedFolder } from './datasetName.ts';
import type { AsideFile, SortedFiles } from './sortFiles.ts';
import { pathOf, type UnsortedFile } from './unsortedFile.ts';

/** The images among the files given, and what lies beside them. */
export function looseFiles({ images, unknown, archives }: SortedFiles): Container {
  const files = [...images.map(looseImage), ...unknown.map(looseFile)];
  const paths = images.map(pathOf);
  const file = sharedFolder(paths) ?? 'The files given';
  const root = sharedFolders([...paths, ...archives.map(({ file }) => file)]);
  return { file, files, isArchive: false, root };
}

/** A file that is no image. */
export const looseFile = ({ path, size, read }: AsideFile): LazyFile => ({
  path,
  size,
  read,
  identity: null,
});

/** An image, as a stretch of a file: all of it. */
function looseImage(image: UnsortedFile): LazyFile {
  const { size, read, openable } = image;
  const whole = { start: 0, end: size, inflated: null, crc: null };
  const stretch = openable === undefined ? undefined : { file: openable, ...whole };
  return { path: pathOf(image), size, read, identity: null, stretch };
}
