/**
 * What systems and programs leave among data for themselves: hidden files, previews and recycle bins
 * of network drives, caches of training programs, downloads that did not end. None of it was put
 * there by a person, and none of it is data, whatever it starts with.
 */
import { quoted } from '../limits.ts';

/** Folders, and files of these very names. */
const names = new Set(
  [
    '__MACOSX',
    // Windows
    'Thumbs.db',
    'ehthumbs.db',
    'ehthumbs_vista.db',
    'desktop.ini',
    '$RECYCLE.BIN',
    'RECYCLER',
    'System Volume Information',
    // Linux and Mac
    'lost+found',
    'Icon\r',
    'Network Trash Folder',
    'Temporary Items',
    // network drives of Synology and QNAP
    '@eaDir',
    '@tmp',
    '@SynoResource',
    '@Recycle',
    '@Recently-Snapshot',
    '#recycle',
    '#snapshot',
    // programs
    '__pycache__',
    'Picasa.ini',
    'ZbThumbnail.info',
    'pspbrwse.jbf',
  ].map((name) => name.toLowerCase()),
);

/** Folders and files whose names begin so: hidden ones (.git, .ipynb_checkpoints, ._0.jpg), and thumbnails. */
const marked = /^(\.|SYNO(PHOTO|FILE|VIDEO|INDEX)_)/i;

/** Files whose names begin or end so; a class may be called so. */
const fileNames: readonly RegExp[] = [
  // open in an office program, or what an editor kept of before
  /^~\$|~$|\.swp$/,
  // what Windows notes of a download, as Linux shows it
  /[:\uf03a]Zone\.Identifier$/i,
  // Ultralytics' lists of labels, which start as NumPy's arrays do
  /\.cache(\.npy)?$/i,
  /\.(pyc|tmp|lock)$/i,
  // downloads under way
  /\.(crdownload|part|partial)$/i,
];

/** Whether a system or a program left the file there for itself, or the folder that it lies in. */
export function isSystemFile(path: string): boolean {
  const parts = path.split('/');
  const name = parts[parts.length - 1];
  return (
    parts.some((part) => marked.test(part) || names.has(part.toLowerCase())) ||
    fileNames.some((pattern) => pattern.test(name))
  );
}

/**
 * The files without those that systems and programs leave for themselves, which are counted in a
 * note on `file`, the archive or folder that they lie in. Among the latter are arrays beside images of
 * the same name, in which training programs keep the decoded pixels.
 */
export function withoutSystemFiles<T>(
  files: readonly T[],
  pathOf: (file: T) => string,
  file: string,
  notes: string[],
): T[] {
  const isDecoded = decodedBeside(files.map(pathOf));
  const data = files.filter((one) => !isSystemFile(pathOf(one)) && !isDecoded(pathOf(one)));
  if (data.length === files.length) return data;
  const kept = new Set(data);
  const skipped = files.find((one) => !kept.has(one))!;
  const count = files.length - data.length;
  notes.push(
    `${file}: ${count} hidden or system file${count === 1 ? '' : 's'} skipped, as ${quoted(pathOf(skipped))}.`,
  );
  return data;
}

/** Tells the arrays that lie beside an image of the same name, in which programs keep pixels. */
function decodedBeside(paths: readonly string[]): (path: string) => boolean {
  const arrays = paths.filter((path) => /\.npy$/i.test(path));
  if (arrays.length === 0) return () => false;
  const images = new Set(
    paths.filter((path) => /\.(png|jpe?g|webp|bmp|gif)$/i.test(path)).map(withoutEnding),
  );
  const decoded = new Set(arrays.filter((path) => images.has(withoutEnding(path))));
  return (path) => decoded.has(path);
}

const withoutEnding = (path: string): string => path.replace(/\.[^./]*$/, '');
