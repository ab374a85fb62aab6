/**
 * Arrays that were saved in pieces, as `train_x_1` and `train_x_2` with `train_y_1` and `train_y_2`, or
 * `data_batch_1` with `labels_batch_1`: each as one array again, the images and their labels.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { contentOf } from './arrayPairs.ts';
import type { NamedArray } from './namedArray.ts';

/** What pieces are called; folds are no pieces, for each is another splitting. */
const pieceWord = /(^|[^a-z])(batch(es)?|part|chunk|shard|piece)([^a-z]|$)/i;

/** Arrays with pieces joined, and what is to be told of it. */
export function joinedPieces(arrays: readonly NamedArray[]): {
  readonly arrays: readonly NamedArray[];
  readonly notes: readonly string[];
} {
  const families = [...groupedBy(arrays, familyOf).values()].filter((own) => own.length > 1);
  const images = families.filter((own) => contentOf(own[0]) === 'images' && areJoinable(own));
  const labels = families.filter((own) => contentOf(own[0]) === 'labels' && areJoinable(own));
  const joined = new Map<NamedArray, NamedArray | null>();
  const notes: string[] = [];
  for (const ours of images) {
    const theirs = labels.filter((own) => areOfSamePieces(ours, own));
    const rivals = images.filter(
      (other) => other !== ours && theirs.some((own) => areOfSamePieces(other, own)),
    );
    if (theirs.length === 0 || rivals.length > 0) continue;
    for (const family of [ours, ...theirs]) {
      const [first, ...others] = inOrder(family);
      joined.set(first, joinedArray([first, ...others]));
      for (const one of others) joined.set(one, null);
    }
    notes.push(
      `${formatCounted(ours.length, 'array')} of images were joined, each with its labels.`,
    );
  }
  return {
    arrays: arrays.flatMap((one) => (joined.has(one) ? (joined.get(one) ?? []) : [one])),
    notes,
  };
}

/** What an array is called but for its number, where it may be a piece; else its own name. */
const familyOf = (one: NamedArray): string => {
  const isPiece = numberOf(one) !== null && (one.role !== null || pieceWord.test(wordsIn(one)));
  return isPiece ? `${contentOf(one)} ${one.own.replace(/\d+(?=\D*$)/, '#')}` : `? ${one.name}`;
};

const wordsIn = ({ own }: NamedArray): string => own.replaceAll(/\d+/g, ' ').replaceAll('_', ' ');

/** The last number in its name; null where it has none. */
const numberOf = ({ own }: NamedArray): number | null => {
  const found = /(\d+)\D*$/.exec(own)?.[1];
  return found === undefined ? null : Number(found);
};

const inOrder = (family: readonly NamedArray[]): NamedArray[] =>
  [...family].sort((a, b) => numberOf(a)! - numberOf(b)!);

/** Whether arrays have numbers of their own and are of one form, row after row. */
function areJoinable(family: readonly NamedArray[]): boolean {
  const [first] = family;
  const formOf = ({ array, role }: NamedArray) =>
    [role, array.type, array.bigEndian, ...array.shape.slice(1)].join();
  return (
    new Set(family.map(numberOf)).size === family.length &&
    family.every(
      (one) => one.texts === undefined && !one.array.fortranOrder && formOf(one) === formOf(first),
    )
  );
}

/** Whether there are labels for each piece of images: as many, under the same number, of one split. */
function areOfSamePieces(images: readonly NamedArray[], labels: readonly NamedArray[]): boolean {
  const [ours, theirs] = [inOrder(images), inOrder(labels)];
  return (
    ours.length === theirs.length &&
    ours[0].role === theirs[0].role &&
    ours.every(
      (one, at) =>
        numberOf(one) === numberOf(theirs[at]) && one.array.shape[0] === theirs[at].array.shape[0],
    )
  );
}

function joinedArray(pieces: readonly NamedArray[]): NamedArray {
  const [first] = pieces;
  const [, ...sides] = first.array.shape;
  const count = pieces.reduce((sum, { array }) => sum + array.shape[0], 0);
  const data = new Uint8Array(pieces.reduce((sum, { array }) => sum + array.data.length, 0));
  let at = 0;
  for (const { array } of pieces) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return { ...first, array: { ...first.array, shape: [count, ...sides], data } };
}
