/** Editing the draft of the next run. A run under way never sees it. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { usualBranching } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import type {
  HierarchySpec,
  LevelwiseSpec,
  MembersSpec,
} from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { membersPath, startingMembers } from '../../spec/methods/levelwise/members.ts';
import {
  type HierarchyChoice,
  startingHierarchy,
  suggestedLevels,
} from '../../spec/methods/levelwise/startingLevelwise.ts';
import type { MethodSurroundings } from '../../spec/methods/methodDescriptor.ts';
import {
  hierarchicalKinds,
  publishedScheduleOf,
  startingMethod,
} from '../../spec/methods/methodFacts.ts';
import type { MethodKind } from '../../spec/methods/methods.ts';
import type { SingleSpec } from '../../spec/methods/single.ts';
import { startingNetwork } from '../../spec/networks/networkFacts.ts';
import type { NetworkKind } from '../../spec/networks/networks.ts';
import { isObjectiveKind, startingObjective } from '../../spec/objectives/objectiveFacts.ts';
import { type ObjectiveSpec, plainChoice } from '../../spec/objectives/objectives.ts';
import type { Preset } from '../../spec/presets/preset.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { renewedSpec } from '../../spec/renewedSpec.ts';
import { type ScheduleKind, startingSchedule } from '../../spec/sections/trainingSpec.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { adoptData, dataTitle, heldData, matchData } from '../data/dataSet.ts';
import { runClasses } from '../runs/runClasses.ts';
import type { SliceTools } from '../sliceTools.ts';
import { type Draft, draftOf, valueAt, withValue } from './draft.ts';
import { createDraftFitting, type FittingState } from './draftFitting.ts';
import { hasMembers, levelwisePath } from './levelwiseFields.ts';
import { networksOfRounds } from './networkList.ts';

export type Grouping = 'levels' | 'branching';

export interface DraftSlice {
  readonly draft: Draft;
  /** How often an experiment came whole, with data that it names. */
  readonly namings: number;
  /** Whether it came by a link and nobody has done anything with it: nothing is computed of it yet. */
  readonly isForeign: boolean;
  /** What has changed since the draft was made elsewhere or earlier, for people; null for nothing. */
  readonly draftNote: string | null;
  /** The whole experiment, from a link that somebody may have sent, and what has changed since. */
  readonly openForeign: (spec: ExperimentSpec, note?: string) => void;
  /** Takes it for one's own: it may be timed. */
  readonly trustDraft: () => void;
  readonly edit: (path: string, value: unknown) => void;
  /**
   * Picks a kind of network with what it starts from; other kinds are remembered. `at` is where the
   * network stands, such as `network.1`.
   */
  readonly chooseNetwork: (kind: NetworkKind, at?: string) => void;
  readonly chooseMethod: (kind: MethodKind) => void;
  /** Picks what a single network minimises, with what it starts from; none of the list is plain. */
  readonly chooseObjective: (kind: string) => void;
  readonly chooseSchedule: (kind: ScheduleKind) => void;
  /** Picks where the tree comes from; what no longer applies is cleared, and remembered. */
  readonly chooseHierarchy: (from: HierarchySpec['from']) => void;
  /** Picks the trained network to start from, by its hash; null for random weights. */
  readonly chooseStart: (hash: string | null) => void;
  /** Makes the networks of an ensemble level-wise, as they were when they last were, or flat. */
  readonly chooseMembers: (isLevelwise: boolean) => void;
  /** Picks how the sizes of levels are told: one by one, or by a branching factor. */
  readonly chooseGrouping: (by: Grouping) => void;
  /** The whole experiment, from a preset, a run or an own link, and what has changed since. */
  readonly replaceDraft: (spec: ExperimentSpec, note?: string) => void;
  /** Takes a preset; one that fits any data keeps the data set at hand. */
  readonly takePreset: (preset: Preset) => void;
  /** Makes the experiment name the data set at hand. */
  readonly useHeldData: () => void;
}

type State = DraftSlice & FittingState;

export function draftSlice({ get, set }: SliceTools<State>): DraftSlice {
  const remembered = new Map<string, unknown>();
  const change = (path: string, value: unknown) => {
    const held = heldData(get().data);
    const draft = withValue(get().draft, path, value, held);
    const network = path.startsWith('method') ? networksOfRounds(draft.value) : draft.value.network;
    const isFitted = network === draft.value.network;
    set({ draft: isFitted ? draft : withValue(draft, 'network', network, held) });
  };
  const fitting = createDraftFitting({ get, set }, change);
  /** @param as the field that the person has chosen by it. */
  const edit = (path: string, value: unknown, as = path, afresh?: string) => {
    set({ isForeign: false });
    fitting.chose(as, afresh);
    if (path === 'method' || path.startsWith('method.objective')) set({ draftNote: null });
    change(path, value);
  };
  const chooseKind = (path: string, kind: string, fresh: unknown) => {
    const now = valueAt(get().draft, path);
    const before = String(valueAt(get().draft, `${path}.kind`));
    if (before === kind) return;
    remembered.set(`${path} ${before}`, now);
    const known = remembered.get(`${path} ${kind}`);
    if (known !== undefined) edit(path, known);
    else edit(path, fresh, `${path}.kind`, path);
  };
  const chooseSchedule = (kind: ScheduleKind) =>
    chooseKind('training.schedule', kind, startingSchedule(kind, surroundingsOf(get()).epochs));
  /** A method that is published with a schedule brings it along, and takes it away when it goes. */
  let brought: { readonly kind: ScheduleKind; readonly before: ScheduleKind } | null = null;
  const bringSchedule = (wanted: ScheduleKind | null) => {
    const now = valueAt(get().draft, 'training.schedule.kind') as ScheduleKind;
    const before = brought?.kind === now ? brought.before : now;
    brought = wanted === null ? null : { kind: wanted, before };
    chooseSchedule(wanted ?? before);
  };
  const put = (spec: ExperimentSpec, told: string | null = null) => {
    const { spec: renewed, note } = renewedSpec(spec);
    set({ draft: draftOf(renewed, true, heldData(get().data)), draftNote: told ?? note });
  };
  const replaceDraft = (spec: ExperimentSpec, note?: string) => {
    set({ namings: get().namings + 1, isForeign: false });
    fitting.came('chosen');
    put(spec, note);
  };
  let heldBefore: string[] = [];
  return {
    draft: draftOf(defaultSpec, false),
    namings: 0,
    isForeign: false,
    draftNote: null,
    openForeign: (spec, note) => {
      set({ namings: get().namings + 1, isForeign: true });
      fitting.came('chosen');
      put(spec, note);
    },
    trustDraft: () => set({ isForeign: false }),
    edit: (path, value) => edit(path, value),
    chooseNetwork: (kind, at = 'network') => chooseKind(at, kind, startingNetwork(kind)),
    chooseObjective: (kind) => {
      const method = valueAt(get().draft, 'method') as SingleSpec;
      if ((method.objective?.kind ?? plainChoice) === kind) return;
      const { objective: before, ...plain } = method;
      if (before !== undefined) remembered.set(`objective ${before.kind}`, before);
      if (!isObjectiveKind(kind)) return edit('method', plain);
      const known = remembered.get(`objective ${kind}`) as ObjectiveSpec | undefined;
      edit('method', { ...plain, objective: known ?? startingObjective(kind) });
    },
    chooseMethod: (kind) => {
      chooseKind('method', kind, startingMethod(kind, surroundingsOf(get())));
      bringSchedule(publishedScheduleOf(kind));
    },
    chooseSchedule,
    chooseStart: (hash) => {
      const kind = valueAt(get().draft, 'method.kind');
      if (hierarchicalKinds.some((one) => one === kind)) edit('method.initialFrom', hash);
      else if (hash === null) edit('start', undefined);
      else edit('start', { network: hash, as: valueAt(get().draft, 'start.as') ?? 'weights' });
    },
    chooseMembers: (isLevelwise) => {
      const before = valueAt(get().draft, membersPath);
      if (isLevelwise === hasMembers(get().draft)) return;
      if (!isLevelwise) remembered.set(membersPath, before);
      const known = remembered.get(membersPath) as MembersSpec | undefined;
      const members = known ?? startingMembers(surroundingsOf(get()));
      edit(membersPath, isLevelwise ? members : undefined, `${membersPath}.kind`);
    },
    chooseHierarchy: (from) => {
      const place = levelwisePath(get().draft, 'method');
      const method = valueAt(get().draft, place) as LevelwiseSpec;
      if (method.hierarchy.from === from) return;
      remembered.set(`hierarchy ${method.hierarchy.from}`, choiceOf(method));
      const known = remembered.get(`hierarchy ${from}`) as HierarchyChoice | undefined;
      const fresh = startingHierarchy(from, surroundingsOf(get()).classCount);
      const changed = withHierarchy(method, from, { ...choiceOf(method), ...(known ?? fresh) });
      edit(place, changed, known === undefined ? `${place}.hierarchy.from` : `${place}.hierarchy`);
    },
    chooseGrouping: (by) => {
      const place = levelwisePath(get().draft, 'method.hierarchy');
      const hierarchy = valueAt(get().draft, place) as HierarchySpec;
      const { levels, branching } = hierarchy;
      remembered.set(`grouping ${groupingOf(hierarchy)}`, { levels, branching });
      const fresh =
        by === 'branching'
          ? { levels: null, branching: usualBranching }
          : { levels: suggestedLevels(surroundingsOf(get()).classCount), branching: null };
      const known = remembered.get(`grouping ${by}`) as typeof fresh | undefined;
      edit(
        place,
        { ...hierarchy, ...(known ?? fresh) },
        known === undefined ? `${place}.by` : place,
      );
    },
    replaceDraft,
    takePreset: (preset) => {
      set({ isForeign: false });
      const held = heldData(get().data);
      if (!preset.fitsAnyData) set({ namings: get().namings + 1 });
      put(specFor(preset, held));
      fitting.came('preset');
      if (preset.fitsAnyData && held !== null) fitting.fitTo(held, []);
    },
    useHeldData: () => {
      const { draft, data } = get();
      const held = heldData(data);
      if (held === null) return;
      const named = draft.value.dataset as ExperimentSpec['dataset'];
      const isOther = matchData(named, held) !== 'same';
      change('dataset', fitting.keepChosen(named, adoptData(named, held), held));
      if (isOther) fitting.fitTo(held, [dataTitle(named.source), ...heldBefore]);
      heldBefore = [held.name];
    },
  };
}

/** A preset's experiment, on the data at hand where it fits any, and named after them. */
function specFor({ spec, fitsAnyData, title }: Preset, held: DatasetView | null): ExperimentSpec {
  if (!fitsAnyData || held === null) return spec;
  const dataset = adoptData(spec.dataset, held);
  if (matchData(spec.dataset, held) === 'same') return { ...spec, dataset };
  return { ...spec, dataset, name: `${held.name}, ${title.toLowerCase()}`.slice(0, 200) };
}

/** How a hierarchy tells the sizes of its levels. */
export function groupingOf({ branching }: Pick<HierarchySpec, 'branching'>): Grouping {
  return branching === null ? 'levels' : 'branching';
}

/** Classes that a hierarchy is suggested for while no data is at hand. */
const usualClasses = 10;

function surroundingsOf({ draft, data }: State): MethodSurroundings {
  const rounds = valueAt(draft, 'method.rounds');
  return {
    rounds: typeof rounds === 'number' && rounds > 1 ? rounds : 4,
    classCount: classCountOf(draft.lastGood.dataset, heldData(data)),
    epochs: draft.lastGood.training.epochs,
  };
}

function classCountOf(named: ExperimentSpec['dataset'], held: DatasetView | null): number {
  if (held !== null) return runClasses(held, named).length;
  return named.classes?.length ?? usualClasses;
}

function choiceOf({ hierarchy, adapt, levelWeights }: LevelwiseSpec): HierarchyChoice {
  const { levels, branching, imported } = hierarchy;
  return { levels, branching, imported, adapt, levelWeights };
}

function withHierarchy(
  method: LevelwiseSpec,
  from: HierarchySpec['from'],
  { adapt, levelWeights, ...choice }: HierarchyChoice,
): LevelwiseSpec {
  const { auxiliaryWeight, convergedAfter, ...rest } = method;
  const ofGroups = {
    ...(auxiliaryWeight === undefined ? {} : { auxiliaryWeight }),
    ...(convergedAfter === undefined ? {} : { convergedAfter }),
  };
  return {
    ...rest,
    // A Ψ between classes has no groups to teach, and none that come to rest.
    ...(from === 'confusion' ? {} : ofGroups),
    hierarchy: { ...method.hierarchy, ...choice, from },
    adapt,
    levelWeights,
  };
}
