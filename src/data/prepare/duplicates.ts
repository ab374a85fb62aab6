/** Images that are equal byte for byte, within what a run trains on, and across to its test images. */
import type { PlannedClass } from '../../spec/classPlan.ts';
import type { SplitName } from '../../spec/units.ts';
import { type AnyDataset, type AnyImages, bytesOf, imageSize } from '../dataset.ts';
import { StreamedImages } from '../streaming/streamedImages.ts';
import { EqualImages } from './equalImages.ts';

/** An image of a run, by where it stands in the data set. */
export interface ImagePlace {
  /** Whether the run trains on it (validation counts as training) or is tested on it. */
  readonly role: 'train' | 'test';
  /** The split that `index` counts in: a run may draw its test images from the training images. */
  readonly from: SplitName;
  readonly index: number;
  /** Class of the data set. */
  readonly label: number;
}

/** Equal images of a run. */
export interface Duplicates {
  /** Training images whose pixels stand among the test images as well. */
  readonly leaked: number;
  /** The same for each class of the data set. */
  readonly leakedCounts: readonly number[];
  /** Training images that repeat an earlier training image. */
  readonly withinTrain: number;
  /** Test images that repeat an earlier test image. */
  readonly withinTest: number;
  /** Groups of equal images that stand in more than one class. */
  readonly contradictions: number;
  /** Groups of equal images: leaks first, then contradictions; not all where there are many. */
  readonly groups: readonly (readonly ImagePlace[])[];
  /** All groups, also those not listed. */
  readonly groupCount: number;
}

/** A run's classes and images, as a split has them. */
interface Searched {
  readonly classes: readonly PlannedClass[];
  readonly indices: SearchedIndices;
}

interface SearchedIndices {
  /** Through `dataset.train` and on through `dataset.validation`, in increasing order. */
  readonly train: Uint32Array;
  /** In `dataset.test`, or in `dataset.train` where the files hold no test images. */
  readonly test: Uint32Array;
}

const maxGroups = 200;
/** Images of a group that are listed of either role, at most. */
const maxOfRole = 4;

/** Finds the equal images among those that a run trains on and is tested on. */
export function findDuplicates(dataset: AnyDataset, { classes, indices }: Searched): Duplicates {
  const classOf = new Map(
    classes.flatMap(({ members }, at) => members.map((member) => [member, at] as const)),
  );
  const groups = equalGroups(dataset, indices).map((group) => factsOf(group, classOf));
  const leakedCounts = new Array<number>(dataset.classes.length).fill(0);
  for (const { leaks } of groups) for (const { label } of leaks) leakedCounts[label]++;
  const sum = (of: (group: Group) => number) =>
    groups.reduce((total, group) => total + of(group), 0);
  return {
    leaked: sum(({ leaks }) => leaks.length),
    leakedCounts,
    withinTrain: sum(({ trained }) => Math.max(0, trained.length - 1)),
    withinTest: sum(({ tested }) => Math.max(0, tested.length - 1)),
    contradictions: sum(({ contradicts }) => Number(contradicts)),
    groups: groups
      .toSorted((a, b) => weightOf(b) - weightOf(a))
      .slice(0, maxGroups)
      .map(({ trained, tested }) => [
        ...trained.slice(0, maxOfRole),
        ...tested.slice(0, maxOfRole),
      ]),
    groupCount: groups.length,
  };
}

/** The training images searched, by their index there, that equal one of the test images. */
export function leakedImages(dataset: AnyDataset, searched: SearchedIndices): ReadonlySet<number> {
  const start = dataset.train.labels.length;
  return new Set(
    equalGroups(dataset, searched)
      .filter((group) => group.some(({ role }) => role === 'test'))
      .flatMap((group) => group.filter(({ role }) => role === 'train'))
      .map(({ from, index }) => (from === 'validation' ? start + index : index)),
  );
}

function equalGroups(dataset: AnyDataset, { train, test }: SearchedIndices): ImagePlace[][] {
  const size = imageSize(dataset.shape);
  const equal = new EqualImages<ImagePlace>();
  const adder = (role: ImagePlace['role'], from: SplitName) => {
    const { images, labels } = dataset[from]!;
    const markOf = marksOf(images, size);
    return (index: number) => {
      equal.add(markOf(index), { role, from, index, label: labels[index] });
    };
  };
  const count = dataset.train.labels.length;
  const brought = train.findIndex((index) => index >= count);
  const end = brought === -1 ? train.length : brought;
  train.subarray(0, end).forEach(adder('train', 'train'));
  if (brought !== -1) {
    const add = adder('train', 'validation');
    for (const index of train.subarray(end)) add(index - count);
  }
  test.forEach(adder('test', dataset.test === null ? 'train' : 'test'));
  return equal.groups();
}

/** Bytes that equal images alone share: their own, or, of images in files, their digests. */
function marksOf(images: AnyImages, size: number): (index: number) => Uint8Array {
  if (images instanceof StreamedImages) return (index) => images.digestOf(index);
  const bytes = bytesOf(images);
  const length = size * images.BYTES_PER_ELEMENT;
  return (index) => bytes.subarray(index * length, (index + 1) * length);
}

interface Group {
  readonly trained: readonly ImagePlace[];
  readonly tested: readonly ImagePlace[];
  /** The training images, where the same stands among the test images. */
  readonly leaks: readonly ImagePlace[];
  readonly contradicts: boolean;
}

function factsOf(group: readonly ImagePlace[], classOf: ReadonlyMap<number, number>): Group {
  const trained = group.filter(({ role }) => role === 'train');
  const tested = group.filter(({ role }) => role === 'test');
  const classes = new Set(group.map(({ label }) => classOf.get(label)));
  return {
    trained,
    tested,
    leaks: tested.length > 0 ? trained : [],
    contradicts: classes.size > 1,
  };
}

const weightOf = ({ leaks, contradicts }: Group): number =>
  2 * Number(leaks.length > 0) + Number(contradicts);
