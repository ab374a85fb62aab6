/** The data set at hand as a run would see it: its classes kept and merged, with their samples. */
import {
  type ClassChoice,
  everyClass,
  type PlannedClass,
  planClasses,
} from '../../spec/classPlan.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { ClassSamples } from '../data/dataSet.ts';

/** The classes of a run; those of the data set as it is where the choice does not fit it. */
export function runClasses(
  { classes }: Pick<DatasetView, 'classes'>,
  choice: ClassChoice,
): readonly PlannedClass[] {
  const plan = planClasses(classes, choice);
  if (plan.ok) return plan.classes;
  return classes.map((name, index) => ({ name, members: [index] }));
}

/** Names and samples of a run's classes, as views take them. */
export function imagesOf(view: DatasetView, choice: ClassChoice = everyClass): ClassSamples {
  const classes = runClasses(view, choice);
  return {
    classes: classes.map(({ name }) => name),
    shape: view.drawn,
    samples: classes.map(({ members }) => mixed(members.map((member) => view.samples[member]))),
  };
}

/** The first image of each list, then the second of each, and so on; as many as one list has. */
function mixed(lists: readonly (readonly Uint8Array[])[]): readonly Uint8Array[] {
  if (lists.length === 1) return lists[0];
  const longest = Math.max(...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  );
  return turns.flat().slice(0, longest);
}
