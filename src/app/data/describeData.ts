/** A data set in words. */
import { formatCount } from '../../lib/numberFormat.ts';
import { type SplitName, splitNames } from '../../spec/units.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';

/** `28 × 28 grey`, or `768 features`. */
export function shapeText({ shape, content }: Pick<DatasetView, 'shape' | 'content'>): string {
  const { height, width, channels } = shape;
  if (content === 'vectors') return `${formatCount(width)}\u00a0features`;
  return `${width}\u00a0×\u00a0${height} ${channels === 1 ? 'grey' : 'colour'}`;
}

/** `70,000 images of 28 × 28 grey`, or `1,000 vectors of 768 features`. */
export function contentText(view: DatasetView): string {
  return `${formatCount(imageCount(view))} ${view.content} of ${shapeText(view)}`;
}

/** All images of a data set, whichever split they are in. */
export function imageCount(view: DatasetView): number {
  return splitNames
    .flatMap((split) => countsOf(view, split) ?? [])
    .reduce((sum, count) => sum + count, 0);
}

/** Images of each class in a split of the data set's own; null where it has no such split. */
export function countsOf(view: DatasetView, split: SplitName): readonly number[] | null {
  return { train: view.trainCounts, validation: view.validationCounts, test: view.testCounts }[
    split
  ];
}

/** Where a data set came from, for the sentence that heads its page. */
export function originText({ source, files }: DatasetView): string {
  if (source.startsWith('builtin:')) return 'which comes with the page';
  const isPublished = !source.startsWith('local:');
  const fileCount = countFiles(files);
  if (fileCount === 1) return isPublished ? 'from its file' : 'from the file you dropped';
  const these = filesText(fileCount);
  return isPublished ? `from its ${these}` : `from the ${these} you dropped`;
}

/** How many files these are, with those of folders that are told as one. */
export function countFiles(files: DatasetView['files']): number {
  return files.reduce((sum, { count = 1 }) => sum + count, 0);
}

function filesText(count: number): string {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];
  return `${words[count] ?? formatCount(count)} files`;
}
