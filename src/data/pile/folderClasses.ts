/** Which of nested folders are the classes. */
import { foldersFlag } from '../choiceFlags.ts';
import { orderedClasses } from '../layout/orderedClasses.ts';
import { quoted } from '../limits.ts';
import type { FoldersChoice, FoldersQuestion } from '../readingChoices.ts';
import { describeClasses } from '../tables/labelQuestion.ts';

/** The class of images in a folder, by the names from the outermost on, joined by slashes. */
export function classOfFolder(folder: string, choice: FoldersChoice): string {
  if (choice === 'path') return folder;
  const names = folder.split('/');
  return choice === 'outer' ? names[0] : names[names.length - 1];
}

/**
 * Asks where images lie both in a folder and in folders within it; null where none do, or where only
 * every folder can be a class.
 */
export function foldersQuestion(file: string, folders: Iterable<string>): FoldersQuestion | null {
  const all = new Set(folders);
  const inner = [...all].find((folder) => outerFolders(folder).some((outer) => all.has(outer)));
  if (inner === undefined) return null;
  const outer = outerFolders(inner).find((folder) => all.has(folder))!;
  const ways = [
    alternative('path', 'Every folder is a class', all),
    alternative('outer', 'The outermost folders are the classes', all),
    alternative('inner', 'The innermost folders are the classes', all),
  ];
  // One class cannot be told from any other.
  const alternatives = ways.filter((way) => way !== null);
  if (alternatives.length < 2) return null;
  const found = `images lie in ${quoted(outer)} and in ${quoted(inner)} within it`;
  return { kind: 'folders', file, found, alternatives };
}

/** An image's label by the folders that it lies in, and whether it is trained on. */
interface FolderLabel {
  readonly label: string;
  readonly isTrained: boolean;
}

/**
 * Asks where held-out images lie in folders that hold none to train on, as those of other patients do, but not
 * by the outermost or innermost folders; null where that is not so, or only one of them could be meant.
 */
export function heldOutFoldersQuestion(
  file: string,
  images: readonly FolderLabel[],
): FoldersQuestion | null {
  const untrainedBy = (choice: FoldersChoice) => {
    const trained = new Set<string>();
    for (const { label, isTrained } of images)
      if (isTrained) trained.add(classOfFolder(label, choice));
    return images.find(({ label }) => !trained.has(classOfFolder(label, choice)))?.label;
  };
  const untrained = untrainedBy('path');
  if (untrained === undefined) return null;
  const all = new Set(images.map(({ label }) => label));
  const ways = [
    alternative('outer', 'The outermost folders are the classes', all),
    alternative('inner', 'The innermost folders are the classes', all),
  ];
  const alternatives = ways
    .filter((way) => way !== null)
    .filter((way) => untrainedBy(way.choices.folders) === undefined);
  if (alternatives.length < 2) return null;
  const found = `no images to train on lie in ${quoted(untrained)}, which holds held-out ones`;
  return { kind: 'folders', file, found, alternatives };
}

/** The folders around one: `a` and `a/b` of `a/b/c`. */
function outerFolders(folder: string): string[] {
  const names = folder.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

function alternative(folders: FoldersChoice, title: string, all: ReadonlySet<string>) {
  const classes = orderedClasses([...all].map((folder) => classOfFolder(folder, folders)));
  if (classes.length < 2) return null;
  return {
    choices: { folders },
    title,
    description: describeClasses(classes),
    flag: foldersFlag(folders),
    previews: [],
  };
}
