/** Keeps account of what a person has chosen of the draft, and fits the rest to data that comes. */
import { readSpec } from '../../spec/readSpec.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import {
  type ChosenFields,
  isChosen,
  nothingChosen,
  withChosen,
  withoutPart,
} from './chosenFields.ts';
import { type Draft, valueAt } from './draft.ts';
import { fitToData } from './fitToData.ts';
import { fittedNotice } from './fittedNotice.ts';
import { type MemorySurroundings, memoryIssue } from './memoryIssue.ts';

export type FittingState = MemorySurroundings &
  Pick<ShellSlice, 'notify'> & { readonly draft: Draft };

export interface DraftFitting {
  /** A person chose a field; `afresh` names a part that was replaced by what it starts from. */
  readonly chose: (path: string, afresh?: string) => void;
  /** An experiment came whole: by a link or a run, all of which is chosen, or as a preset. */
  readonly came: (as: 'chosen' | 'preset') => void;
  /** What of the data set's section was chosen, in what is to be used of other data. */
  readonly keepChosen: (
    before: DatasetSpec,
    adopted: DatasetSpec,
    held: DatasetView,
  ) => DatasetSpec;
  /** Fits the draft to the data that it names now, and tells what was changed, with a way back. */
  readonly fitTo: (held: DatasetView, earlierNames: readonly string[]) => void;
}

/** @param change replaces a field of the draft without its counting as chosen. */
export function createDraftFitting(
  { get, set }: Pick<SliceTools<FittingState>, 'get' | 'set'>,
  change: (path: string, value: unknown) => void,
): DraftFitting {
  let chosen: ChosenFields = nothingChosen;
  return {
    chose: (path, afresh) => {
      if (afresh !== undefined) chosen = withoutPart(chosen, afresh);
      chosen = withChosen(chosen, path);
    },
    came: (as) => {
      chosen = as === 'chosen' ? 'all' : nothingChosen;
    },
    keepChosen: (before, adopted, { validationCounts }) => {
      // What is wholly another's experiment is carried over to other data as ever.
      if (chosen === 'all') return adopted;
      const isKept = (field: string) => isChosen(chosen, `dataset.${field}`);
      const isHad = before.validation !== 'own' || validationCounts !== null;
      return {
        ...adopted,
        ...(isKept('validation') && isHad ? { validation: before.validation } : {}),
        ...(isKept('limitPerClass') ? { limitPerClass: before.limitPerClass } : {}),
      };
    },
    fitTo: (held, earlierNames) => {
      // A form that is wrong by itself waits for whoever is filling it in.
      if (!readSpec(get().draft.value).ok) return;
      const { draft, changes } = fitToData(get().draft, {
        held,
        earlierNames,
        isChosen: (path) => isChosen(chosen, path),
        isTooLarge: (drafted) => memoryIssue({ ...get(), draft: drafted }) !== null,
      });
      if (changes.length === 0) return;
      set({ draft });
      const undo = () => {
        for (const { path, before, after } of changes) {
          const now = valueAt(get().draft, path);
          if (JSON.stringify(now) === JSON.stringify(after)) change(path, before);
        }
      };
      const notice = fittedNotice(held.name, changes, undo);
      if (notice !== null) get().notify(notice);
    },
  };
}
