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
import { type Draft, valueAt, withValue } from './draft.ts';
import { type FittedField, fitToData } from './fitToData.ts';
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
  /** Steps that were fitted to the data before; the next data are not to be fitted to these. */
  let fitted: readonly FittedField[] = [];
  return {
    chose: (path, afresh) => {
      if (afresh !== undefined) chosen = withoutPart(chosen, afresh);
      chosen = withChosen(chosen, path);
    },
    came: (as) => {
      chosen = as === 'chosen' ? 'all' : nothingChosen;
      fitted = [];
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
      const now = get().draft;
      const begun = withoutFitted(now, fitted, held, (path) => isChosen(chosen, path));
      const { draft, changes: anew } = fitToData(begun, {
        held,
        earlierNames,
        isChosen: (path) => isChosen(chosen, path),
        isTooLarge: (drafted) => memoryIssue({ ...get(), draft: drafted }) !== null,
      });
      const paths = new Set([...fitted, ...anew].map(({ path }) => path));
      fitted = anew.filter(({ path }) => path.startsWith('training.'));
      const changes = [...paths].flatMap((path): FittedField[] => {
        const [before, after] = [valueAt(now, path), valueAt(draft, path)];
        return areEqual(before, after) ? [] : [{ path, before, after }];
      });
      if (changes.length === 0) return;
      set({ draft });
      const undo = () => {
        for (const { path, before, after } of changes) {
          if (areEqual(valueAt(get().draft, path), after)) change(path, before);
        }
      };
      const notice = fittedNotice(held.name, changes, undo);
      if (notice !== null) get().notify(notice);
    },
  };
}

const areEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * The draft with fitted fields as they were before, where they still are as they were fitted: batches
 * for a few images would take a large set for hours. As it is where that would be wrong by itself.
 */
function withoutFitted(
  draft: Draft,
  fitted: readonly FittedField[],
  held: DatasetView,
  isChosen: (path: string) => boolean,
): Draft {
  const own = fitted.filter(
    ({ path, after }) => !isChosen(path) && areEqual(valueAt(draft, path), after),
  );
  const before = own.reduce((now, one) => withValue(now, one.path, one.before, held), draft);
  return readSpec(before.value).ok ? before : draft;
}
