/** A tree over classes as experiments hold it, or as they ask for it. */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { className, sha256, shortText } from '../fields/texts.ts';

export const treeOptions = {
  tree: {
    kind: 'tree',
    label: 'Class tree',
    help: 'Which classes are near each other, for objectives, least risk and the severity of mistakes: from a file, in place of the coarse labels that the data may have.',
    neutral: null,
  },
} as const satisfies OptionDescriptions;

/** A tree over classes, from a file: the name of each node and the position of its parent. */
const importedTree = z.strictObject({
  /** The file it was read from. */
  name: shortText,
  /** Names of all nodes; the leaves are named as the classes are. */
  nodes: z.array(className).min(2).max(200_000),
  /** Position of each node's parent in `nodes`; −1 for the root. */
  parents: z.array(z.int().min(-1)),
});

/** The same known by its hash alone (awaitedTree.ts), as in links that have no room for it. */
const awaitedTree = z.strictObject({ name: shortText, hash: sha256 });

export const treeSchema = z.union([importedTree, awaitedTree]);

/** A tree over classes as it was read from a file. */
export type ImportedTree = z.infer<typeof importedTree>;
/** A tree that an experiment names by its hash. */
export type AwaitedTree = z.infer<typeof awaitedTree>;
export type TreeSpec = z.infer<typeof treeSchema>;
