/** Choosing another network for each round. */
import type { SliceTools } from '../sliceTools.ts';
import type { DraftSlice } from './draftSlice.ts';
import { networksOfRounds } from './networkList.ts';

export interface NetworksSlice {
  /** One network for each round, or one for all; a list that is left is remembered. */
  readonly chooseNetworkEachRound: (isEach: boolean) => void;
  /** A round more behind one of the list (from 0), with the same network. */
  readonly addRound: (behind: number) => void;
  /** A round of the list less. */
  readonly removeRound: (at: number) => void;
}

type Needs = Pick<DraftSlice, 'draft' | 'edit'>;

export function networksSlice({ get }: SliceTools<NetworksSlice & Needs>): NetworksSlice {
  let left: readonly unknown[] | null = null;
  const setList = (change: (networks: readonly unknown[]) => readonly unknown[]) => {
    const { network } = get().draft.value;
    if (!Array.isArray(network)) return;
    const changed = change(network);
    get().edit('network', changed);
    get().edit('method.rounds', changed.length);
  };
  return {
    chooseNetworkEachRound: (isEach) => {
      const { value } = get().draft;
      const { network } = value;
      if (Array.isArray(network) === isEach) return;
      if (Array.isArray(network)) {
        left = network;
        get().edit('network', network[0]);
      } else {
        get().edit('network', networksOfRounds({ ...value, network: left ?? [network] }));
      }
    },
    addRound: (behind) =>
      setList((networks) => networks.toSpliced(behind + 1, 0, networks[behind])),
    removeRound: (at) => setList((networks) => networks.toSpliced(at, 1)),
  };
}
