/** Folders and a table that tell different classes of the same images. */
import { labelsFlag } from '../choiceFlags.ts';
import { quoted } from '../limits.ts';
import type { ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';
import { areInClassFolders, classOfFolders } from './classFolders.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { JudgedTable } from './judgeTable.ts';
import type { LabelRow } from './labelRows.ts';
import { folderPath } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';

/**
 * Whether folders tell the classes of all images that a table names and calls no column the labels of:
 * that was chosen, or one of its columns parts the images as the folders do. Columns with names of their
 * own must hold those of the folders too, for few images may be parted alike by chance.
 */
export function areToldByFolders(
  { names, looking }: JudgedTable,
  { images, inFolders, names: imageNames }: ImageShelves,
  { labels: chosen }: ReadingChoices,
): boolean {
  const named = names.rows.flatMap(({ cells }) => {
    const found = imageNames.find(cells[names.fileColumn] ?? '', looking);
    return found.kind === 'one' ? [{ image: images[found.at], cells }] : [];
  });
  // Images that no table names may lie in no class folder, as those that are to be labelled.
  const isAllSorted =
    named.every(({ image }) => inFolders.get(image.container)) ||
    areInClassFolders(named.map(({ image }) => image));
  if (names.isLabelled || named.length === 0 || !isAllSorted) return false;
  if (chosen === 'folders') return true;
  const classOf = classOfFolders(named.map(({ image }) => image));
  return names.labelColumns.some((column) => {
    const pairs = named.map(({ image, cells }) => [
      classOf.get(folderPath(image.folders))!,
      cells[column] ?? '',
    ]);
    const [folders, labels] = [0, 1].map((at) => new Set(pairs.map((pair) => pair[at])));
    const both = new Set(pairs.map((pair) => JSON.stringify(pair)));
    const isAlike = names.header === null || [...labels].every((label) => folders.has(label));
    return isAlike && both.size === folders.size && both.size === labels.size;
  });
}

/** Whether a label is the class of the folder with others beside it, as a list of all that an image shows has it. */
function tellsMore([folder, label]: readonly string[], folders: ReadonlySet<string>): boolean {
  const words = label.split(/[\s,;|]+/);
  return words.includes(folder) && words.every((word) => folders.has(word));
}

/**
 * Asks where folders and a table that calls no column its labels tell different classes.
 * @returns `folders` where these tell the classes, `table` where its rows do.
 */
export function foldersOrTable(
  { path }: PileTable,
  rows: ReadonlyMap<number, LabelRow>,
  { images, inFolders }: ImageShelves,
  { labels: chosen }: ReadingChoices,
): ReadingQuestion | 'folders' | 'table' {
  const named = [...rows.keys()].map((at) => images[at]);
  if (named.length === 0) return 'folders';
  const isNeeded = named.some(({ container }) => !inFolders.get(container));
  if (isNeeded || chosen === 'table') return 'table';
  const classOf = classOfFolders(named);
  const pairs = new Set<string>();
  const folders = new Set<string>();
  const labels = [...rows].map(([at, { label }]) => {
    const folder = classOf.get(folderPath(images[at].folders))!;
    folders.add(folder);
    pairs.add(JSON.stringify([folder, label]));
    return label;
  });
  const distinct = new Set(labels);
  const isSame = pairs.size === distinct.size && pairs.size === folders.size;
  const isTelling = distinct.size < labels.length;
  const isMore = [...pairs].every((pair) => tellsMore(JSON.parse(pair), folders));
  if (isSame || isMore || !isTelling || chosen === 'folders') return 'folders';
  const alternatives = [
    { labels: 'folders' as const, title: 'Classes from folders', classes: [...folders] },
    { labels: 'table' as const, title: `Classes from ${quoted(path)}`, classes: [...distinct] },
  ];
  return {
    kind: 'labels',
    file: path,
    found: 'its rows tell other classes than the folders of the images do',
    alternatives: alternatives.map(({ labels: choice, title, classes }) => ({
      choices: { labels: choice },
      title,
      description: describeClasses(classes.toSorted()),
      flag: labelsFlag(choice),
      previews: [],
    })),
  };
}
