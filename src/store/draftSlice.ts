/** Editing the draft of the next run. A run under way never sees it. */
import type { ExperimentSpec, MethodSpec, NetworkSpec } from '../spec/experimentSpec.ts';
import { defaultSpec, type Preset } from '../spec/presets.ts';
import { adoptData, heldData } from './dataSet.ts';
import {
  type Draft,
  draftOf,
  startingMethod,
  startingNetworks,
  valueAt,
  withValue,
} from './draft.ts';
import type { SliceTools } from './workbench.ts';

export interface DraftSlice {
  readonly draft: Draft;
  readonly edit: (path: string, value: unknown) => void;
  /** Picks a kind of network with what it starts from; other kinds are remembered. */
  readonly chooseNetwork: (kind: NetworkSpec['kind']) => void;
  readonly chooseMethod: (kind: MethodSpec['kind']) => void;
  readonly chooseSchedule: (kind: 'steps' | 'cosine') => void;
  /** The whole experiment, from a preset or a link. */
  readonly replaceDraft: (spec: ExperimentSpec) => void;
  readonly takePreset: (preset: Preset) => void;
  /** Makes the experiment name the data set at hand. */
  readonly useHeldData: () => void;
}

export function draftSlice({ get, set }: SliceTools): DraftSlice {
  const remembered = new Map<string, unknown>();
  const edit = (path: string, value: unknown) =>
    set({ draft: withValue(get().draft, path, value) });
  const chooseKind = (path: string, kind: string, fresh: unknown) => {
    const now = valueAt(get().draft, path);
    const before = String(valueAt(get().draft, `${path}.kind`));
    if (before === kind) return;
    remembered.set(`${path} ${before}`, now);
    edit(path, remembered.get(`${path} ${kind}`) ?? fresh);
  };
  return {
    draft: draftOf(defaultSpec, false),
    edit,
    chooseNetwork: (kind) => chooseKind('network', kind, startingNetworks[kind]),
    chooseMethod: (kind) =>
      chooseKind('method', kind, startingMethod(kind, roundsInDraft(get().draft))),
    chooseSchedule: (kind) =>
      chooseKind(
        'training.schedule',
        kind,
        kind === 'cosine' ? { kind } : { kind, at: [], factor: 0.1 },
      ),
    replaceDraft: (spec) => set({ draft: draftOf(spec) }),
    takePreset: (preset) => set({ draft: draftOf(preset.spec) }),
    useHeldData: () => {
      const { draft, data } = get();
      const held = heldData(data);
      const named = draft.value.dataset as ExperimentSpec['dataset'];
      if (held !== null) edit('dataset', adoptData(named, held));
    },
  };
}

function roundsInDraft(draft: Draft): number {
  const rounds = valueAt(draft, 'method.rounds');
  return typeof rounds === 'number' && rounds > 1 ? rounds : 4;
}
