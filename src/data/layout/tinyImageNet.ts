/**
 * The layout of Tiny ImageNet: `train/<class>/images/…`, `val/images/…` with the classes of these
 * in `val/val_annotations.txt` (name, class, and a box, between tabs), and `test/images/…`, whose
 * classes were never published: it is tested on the validation images.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { faultOfPath } from '../archives/entryNames.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';

const listPath = /^(.*\/)?val\/val_annotations\.txt$/;

/** The list of validation classes among some paths; undefined where it is not this layout. */
export const findAnnotations = <T extends { readonly path: string }>(
  files: readonly T[],
): T | undefined => files.find(({ path }) => listPath.test(path));

/**
 * The paths as they would be in folders a class, null for test images, which have none; and notes.
 * @throws DataError naming the line of a list that is damaged, lists an image twice or one that is
 * missing, or leaves one out.
 */
export function placeTinyImages(
  paths: readonly string[],
  list: { readonly path: string; readonly bytes: Uint8Array },
  file: string,
): { placed: (string | null)[]; notes: string[] } {
  const root = listPath.exec(list.path)?.[1] ?? '';
  const classes = readAnnotations(list.bytes, (line, found) =>
    listError(file, list.path, line, found),
  );
  let unlabelled = 0;
  const placed = paths.map((path) => {
    const inner = path.startsWith(root) ? path.slice(root.length) : path;
    const [split, folder, images, ...rest] = inner.split('/');
    if (split === 'train' && images === 'images' && rest.length === 1) {
      return `${root}train/${folder}/${rest[0]}`;
    }
    if (folder !== 'images' || images === undefined || rest.length > 0) return path;
    if (split === 'test') {
      unlabelled++;
      return null;
    }
    if (split !== 'val') return path;
    const className = classes.get(images);
    if (className === undefined)
      throw listError(file, list.path, null, `no class for ${quoted(images)}`);
    classes.delete(images);
    return `${root}test/${className}/${images}`;
  });
  const [missing] = classes.keys();
  if (missing !== undefined) {
    throw listError(file, list.path, null, `the image ${quoted(missing)}, which is not there`);
  }
  const notes = ['The images under val/ are the test images, as they are by common use.'];
  if (unlabelled > 0) {
    notes.push(`Images under test/ have no labels and were left out: ${formatCount(unlabelled)}.`);
  }
  return { placed, notes };
}

/** The class of each image by its name. */
function readAnnotations(
  bytes: Uint8Array,
  refuse: (line: number, found: string) => Error,
): Map<string, string> {
  const classes = new Map<string, string>();
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, index) => {
    const [name, className = '', ...box] = line.split('\t');
    const isBox = box.length === 0 || (box.length === 4 && box.every((side) => /^\d+$/.test(side)));
    if (name === '' || !isBox || className.includes('/') || faultOfPath(className) !== null) {
      throw refuse(index + 1, quoted(line));
    }
    if (classes.has(name)) throw refuse(index + 1, `the image ${quoted(name)} again`);
    classes.set(name, className);
  });
  return classes;
}

function listError(file: string, path: string, line: number | null, found: string): DataError {
  const place = `entry ${quoted(path)}${line === null ? '' : `, line ${line}`}`;
  return new DataError({
    file,
    place,
    found,
    allowed: 'a line for each image of val/images: its name, its class, and a box of four numbers',
    remedy: 'unpack or download the data again',
  });
}
