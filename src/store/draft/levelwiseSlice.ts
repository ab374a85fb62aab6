/** What only level-wise experiments need: trees from files, group sizes. */
import { messageOf } from '../../lib/messageOf.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { hierarchicalKinds } from '../../spec/methods/methodFacts.ts';
import type { MoveState } from '../../spec/run/levelwiseState.ts';
import { isAwaitedTree, otherTree } from '../../spec/sections/awaitedTree.ts';
import type { ImportedTree, TreeSpec } from '../../spec/sections/treeSpec.ts';
import type { HierarchyPreview } from '../../worker/protocol/networkRequests.ts';
import type { Ask } from '../../worker/protocol/requests.ts';
import { heldData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import { titleOf } from '../data/pile.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { valueAt } from './draft.ts';
import type { DraftSlice } from './draftSlice.ts';
import { hasMembers, levelwisePath } from './levelwiseFields.ts';
import type { StartSlice } from './startSlice.ts';
import { whileReading } from './whileReading.ts';

/** The groups that the drafted tree would have. */
export type HierarchyPreviewState =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly preview: HierarchyPreview }
  | { readonly phase: 'failed'; readonly message: string };

export interface LevelwiseSlice {
  readonly hierarchyPreview: HierarchyPreviewState;
  /** Reads a tree into the draft; false when it was refused, which `refusal` then tells. */
  readonly readHierarchy: (files: readonly File[]) => Promise<boolean>;
  /** A trained network as a file's bytes; null where it cannot be had, which a notice then tells. */
  readonly networkFile: (hash: string) => Promise<Uint8Array | null>;
  readonly askHierarchyPreview: (spec: ExperimentSpec | null) => Promise<void>;
  /** Holds a class of the run under way in its groups, or lets it go. */
  readonly pinClass: (index: number, pinned: boolean) => void;
  /** Puts a class of the run under way back where a move took it from. */
  readonly undoMove: (move: MoveState) => void;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<DraftSlice, 'draft' | 'edit' | 'chooseHierarchy'> &
  Pick<StartSlice, 'isReadingFile'> &
  Pick<DataSlice, 'data' | 'refuse' | 'dismissRefusal'> &
  Pick<MachineSlice, 'threads'>;
type Tools = SliceTools<LevelwiseSlice & Needs>;

export function levelwiseSlice(tools: Tools): LevelwiseSlice {
  const { get, set, ask } = tools;
  const intervene = (intervention: Ask<'intervene'>) => {
    ask('intervene', intervention).catch((error: unknown) =>
      get().notify({
        tone: 'error',
        title: 'The class stays as it is',
        message: messageOf(error),
      }),
    );
  };
  let newest = 0;
  return {
    hierarchyPreview: { phase: 'none' },
    readHierarchy: async (files) =>
      files.length > 0 &&
      whileReading(tools, titleOf(files), 'The tree', async () => {
        takeTree(tools, await ask('read-hierarchy', { files }));
      }),
    networkFile: async (hash) => {
      try {
        return (await ask('network-file', { hash })).bytes;
      } catch (error) {
        const title = 'The network could not be saved';
        get().notify({ tone: 'error', title, message: messageOf(error) });
        return null;
      }
    },
    askHierarchyPreview: async (spec) => {
      const number = ++newest;
      const settle = (hierarchyPreview: HierarchyPreviewState) =>
        number === newest && set({ hierarchyPreview });
      if (spec === null) return void settle({ phase: 'none' });
      settle({ phase: 'asking' });
      try {
        settle({
          phase: 'known',
          preview: await ask('preview-hierarchy', { spec, threads: get().threads }),
        });
      } catch (error) {
        settle({ phase: 'failed', message: messageOf(error) });
      }
    },
    pinClass: (index, pinned) => intervene({ kind: 'pin', class: index, pinned }),
    undoMove: ({ level, class: index, from, to }) =>
      intervene({ kind: 'undo', level, class: index, from, to }),
  };
}

/**
 * Takes the tree into the draft: a level-wise method’s as its hierarchy, which decides its own levels
 * unless the draft already imports and cuts one; that of other methods beside them.
 */
function takeTree({ get }: Tools, tree: ImportedTree): void {
  // The data may have gone while the tree was read for it.
  const { data, draft } = get();
  if (heldData(data) === null) return;
  const isHierarchical =
    hasMembers(draft) || hierarchicalKinds.some((kind) => kind === valueAt(draft, 'method.kind'));
  const path = isHierarchical ? levelwisePath(draft, 'method.hierarchy.imported') : 'tree';
  const asked = (valueAt(draft, path) ?? null) as TreeSpec | null;
  const wrong = otherTree(asked, tree);
  if (wrong !== null) {
    const first = isHierarchical
      ? 'choose the source of the hierarchy anew first'
      : 'remove the one that is asked for first';
    throw new RangeError(`This is another tree: ${wrong}. To use a tree of your own, ${first}.`);
  }
  // The numbers of groups that the link says hold for the tree that it asks for.
  if (isHierarchical && !isAwaitedTree(asked)) get().chooseHierarchy('import');
  get().edit(path, tree);
}
