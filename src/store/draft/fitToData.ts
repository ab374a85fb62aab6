/**
 * Fits what nobody has chosen of an experiment to the data set that it names by now, so that the first
 * press of Train works and trains long enough to see something. Each change must leave no more
 * complaints than there were; what was chosen stays, whatever is complained of.
 */
import { planClasses } from '../../spec/classPlan.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { membersPath } from '../../spec/methods/levelwise/members.ts';
import { startingHierarchy } from '../../spec/methods/levelwise/startingLevelwise.ts';
import {
  drivingErrorsOf,
  flatTwinMethod,
  levelwisePartOf,
} from '../../spec/methods/methodFacts.ts';
import { kindsOfVectors, networksText, startingNetwork } from '../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import type { ScheduleSpec } from '../../spec/sections/trainingSpec.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { splitOf, sumOf } from '../data/splitCounts.ts';
import { type Draft, valueAt, withValue } from './draft.ts';

/** A field that was changed. */
export interface FittedField {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The experiment once it fits. */
export interface FittedDraft {
  readonly draft: Draft;
  readonly changes: readonly FittedField[];
}

/** What decides how an experiment is fitted. */
export interface FittingTask {
  readonly held: DatasetView;
  readonly isChosen: (path: string) => boolean;
  /** What the data set before was called, with which the experiment's name may begin. */
  readonly earlierNames: readonly string[];
  /** Whether the machine has no memory for the drafted run. */
  readonly isTooLarge: (draft: Draft) => boolean;
}

/** An epoch has so many steps, where there are images enough. */
const fewSteps = 16;
/** Images of a batch below which its sums say little. */
const smallBatch = 8;
/** Steps of a network that let it learn something, and epochs that are taken for them at most. */
const learningSteps = 200;
const mostEpochs = 40;
/** Steps of a network beyond which a first look takes too long. */
const longSteps = 40_000;
/** Share held out in place of so many of each class that too little is left. */
const usualShare = 0.1;
/** Characters of an experiment's name. */
const longestName = 200;
/** Images are shifted by a quarter of their side, at most. */
const largestShift = 4;

/** The draft, which names the data set, fitted to it. */
export function fitToData(draft: Draft, task: FittingTask): FittedDraft {
  const fitting = new Fitting(draft, task);
  fitInput(fitting, task.held);
  fitSplit(fitting);
  fitClasses(fitting, task.held);
  fitSteps(fitting, task.held);
  fitMemory(fitting, task);
  fitName(fitting, task);
  return { draft: fitting.draft, changes: fitting.changes() };
}

class Fitting {
  constructor(
    public draft: Draft,
    private readonly task: FittingTask,
    private readonly first = draft,
    private readonly changed = new Set<string>(),
  ) {}

  get spec(): ExperimentSpec {
    return this.draft.lastGood;
  }

  /** Whether something is complained about at this field, or within. */
  complainsAt(path: string): boolean {
    return this.draft.issues.some((issue) => `${issue.path}.`.startsWith(`${path}.`));
  }

  /** Sets fields at once, unless one was chosen, or more would be complained about. */
  set(...values: readonly (readonly [path: string, value: unknown])[]): boolean {
    const { held, isChosen } = this.task;
    const news = values.filter(([path, value]) => !areEqual(valueAt(this.draft, path), value));
    if (news.length === 0 || news.some(([path]) => isChosen(path))) return false;
    const next = news.reduce((now, [path, value]) => withValue(now, path, value, held), this.draft);
    if (next.issues.length > this.draft.issues.length) return false;
    this.draft = next;
    for (const [path] of news) this.changed.add(path);
    return true;
  }

  changes(): FittedField[] {
    return [...this.changed].flatMap((path) => {
      const [before, after] = [this.first, this.draft].map((draft) => valueAt(draft, path));
      return areEqual(before, after) ? [] : [{ path, before, after }];
    });
  }
}

const areEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Networks and changes of pictures that suit what comes in. */
/** A linear classifier. */
const flatHead: NetworkSpec = { kind: 'mlp', hidden: [], initial: 'normal' };

function fitInput(fitting: Fitting, { content, shape, features }: DatasetView): void {
  const { augment } = fitting.spec;
  if (fitting.complainsAt('augment.normalise')) fitting.set(['augment.normalise', 'per-channel']);
  if (content === 'vectors') {
    fitting.set(['augment.pad', 0]);
    fitting.set(['augment.mirror', false]);
    fitting.set(['augment.cropRatio', undefined], ['augment.cropScale', undefined]);
    fitting.set(['augment.centreCrop', undefined]);
  } else {
    const side = Math.min(shape.height, shape.width);
    fitting.set(['augment.pad', Math.min(augment.pad, Math.floor(side / largestShift))]);
  }
  if (!fitting.complainsAt('network')) return;
  // A frozen model has hidden layers enough: what is trained on it is a head.
  if (features !== undefined && fitting.set(['network', flatHead])) return;
  const kinds = content === 'vectors' ? kindsOfVectors : (['cnn', ...kindsOfVectors] as const);
  for (const kind of kinds) {
    if (fitting.set(['network', startingNetwork(kind)]) && !fitting.complainsAt('network')) return;
  }
}

/** Validation images of each class, or class errors that need none. */
function fitSplit(fitting: Fitting): void {
  if (fitting.complainsAt('dataset.validation')) fitting.set(['dataset.validation', usualShare]);
  const { chosenAt } = drivingErrorsOf(fitting.spec.method);
  if (chosenAt !== undefined && fitting.complainsAt(chosenAt)) fitting.set([chosenAt, 'train']);
}

/** A tree and levels of groups for these classes. */
function fitClasses(fitting: Fitting, held: DatasetView): void {
  if (fitting.complainsAt('tree')) fitting.set(['tree', undefined]);
  if (fitting.complainsAt('method.classImportance')) fitting.set(['method.classImportance', null]);
  const part = levelwisePartOf(fitting.spec.method);
  if (part === null) return;
  const { path, settings } = part;
  if (fitting.complainsAt(`${path}.pinned`)) fitting.set([`${path}.pinned`, []]);
  const hierarchy = `${path}.hierarchy`;
  if (fitting.complainsAt(hierarchy)) {
    const plan = planClasses(held.classes, fitting.spec.dataset);
    const count = plan.ok ? plan.classes.length : held.classes.length;
    const { levels, branching, imported } = startingHierarchy('features', count);
    const learned = [
      [`${hierarchy}.levels`, levels],
      [`${hierarchy}.branching`, branching],
      [`${hierarchy}.imported`, imported],
    ] as const;
    const from = [`${hierarchy}.from`, 'features'] as const;
    if (settings.hierarchy.from === 'features') fitting.set(...learned);
    else fitting.set(from, ...learned);
  }
  if (!fitting.complainsAt(hierarchy)) return;
  // Too few classes for any group.
  if (path === membersPath) fitting.set([membersPath, undefined]);
  else fitting.set(['method', flatTwinMethod(fitting.spec.method) ?? { kind: 'single' }]);
}

/** Batches of which an epoch has several, and epochs of as many steps as learning takes. */
function fitSteps(fitting: Fitting, held: DatasetView): void {
  const images = trainedImages(fitting.spec, held);
  if (images === null) return;
  const { batchSize } = fitting.spec.training;
  const fitted = Math.max(smallBatch, powerOfTwo(images / fewSteps));
  fitting.set(['training.batchSize', Math.min(batchSize, fitted)]);
  const { training } = fitting.spec;
  const steps = Math.max(1, Math.floor(images / Math.min(images, training.batchSize)));
  const least = Math.min(mostEpochs, Math.ceil(learningSteps / steps));
  const most = Math.max(1, Math.floor(longSteps / steps));
  const epochs = Math.min(Math.max(training.epochs, least), Math.max(most, least));
  if (epochs === training.epochs) return;
  const scheduled = rescheduled(training.schedule, epochs / training.epochs, epochs);
  fitting.set(['training.epochs', epochs], ...scheduled);
}

/** Fewer images at once where the machine has no memory for a batch. */
function fitMemory(fitting: Fitting, { isTooLarge }: FittingTask): void {
  while (isTooLarge(fitting.draft)) {
    const smaller = Math.floor(fitting.spec.training.batchSize / 2);
    if (smaller < 1 || !fitting.set(['training.batchSize', smaller])) return;
  }
}

/** `Glyphs, four small CNNs` becomes `leaves, four small CNNs`, or tells the network that it has now. */
function fitName(fitting: Fitting, { held, earlierNames }: FittingTask): void {
  const { name, network } = fitting.spec;
  const isOther = fitting.changes().some(({ path }) => path === 'network' || path === 'method');
  const begun = [held.name, ...earlierNames].find((one) => name.startsWith(`${one}, `));
  const rest =
    isOther || begun === undefined ? networksText(network) : name.slice(begun.length + 2);
  fitting.set(['name', `${held.name}, ${rest}`.slice(0, longestName)]);
}

/** Images that a network is trained on; null where the classes are in doubt. */
function trainedImages({ dataset }: ExperimentSpec, held: DatasetView): number | null {
  const plan = planClasses(held.classes, dataset);
  return plan.ok ? Math.max(1, sumOf(splitOf(held, dataset, plan.classes)).train) : null;
}

/** The largest power of two up to a number. */
const powerOfTwo = (most: number): number => 2 ** Math.max(0, Math.floor(Math.log2(most)));

/** The epochs of a schedule, as they lay within those of a network before. */
function rescheduled(
  schedule: ScheduleSpec,
  stretch: number,
  epochs: number,
): (readonly [path: string, value: unknown])[] {
  const moved = (epoch: number) => Math.min(epochs, Math.max(1, Math.round(epoch * stretch)));
  const at = (field: string, value: unknown) => [`training.schedule.${field}`, value] as const;
  switch (schedule.kind) {
    case 'steps':
      return [at('at', [...new Set(schedule.at.map(moved))])];
    case 'constant-tail':
      return [at('tailFrom', moved(schedule.tailFrom))];
    case 'cyclic-cosine':
      return [at('cycles', Math.min(schedule.cycles, epochs))];
    case 'cosine':
      return [];
  }
}
