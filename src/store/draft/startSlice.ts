/** Networks from files, for the drafted experiment to start from. */
import { formatCount, formatHash } from '../../lib/numberFormat.ts';
import { startingNetworkOf } from '../../spec/experimentSpec.ts';
import type { PathedFile } from '../../worker/pile/dropped.ts';
import type { TakenNetworks } from '../../worker/protocol/networkRequests.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import { titleOf } from '../data/pile.ts';
import {
  lacksNetwork,
  type NetworkSources,
  type TakenNetwork,
} from '../runs/pretrainedNetworks.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { DraftSlice } from './draftSlice.ts';
import { misfitOfStart } from './startIssue.ts';
import { whileReading } from './whileReading.ts';

export interface StartSlice {
  /** Networks from files, oldest first; those of this session's runs stand in the runs. */
  readonly takenNetworks: readonly TakenNetwork[];
  /** Whether a tree or a network is being read. */
  readonly isReadingFile: boolean;
  /**
   * Takes the networks of files and makes the draft start from one: that which it asks for, else the
   * first that fits it. False when they were refused, which `refusal` then tells.
   */
  readonly takeNetworks: (files: readonly PathedFile[]) => Promise<boolean>;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<DraftSlice, 'draft' | 'chooseStart'> &
  Pick<DataSlice, 'data' | 'refuse' | 'dismissRefusal'> &
  Pick<NetworkSources, 'runs' | 'keptRuns'>;

type Tools = SliceTools<StartSlice & Needs>;

export function startSlice(tools: Tools): StartSlice {
  return {
    takenNetworks: [],
    isReadingFile: false,
    takeNetworks: async (files) => {
      if (files.length === 0) return false;
      const title = files.length === 1 ? files[0].path : titleOf(files.map(({ file }) => file));
      return whileReading(tools, title, 'The choice of networks', async () => {
        takeIn(tools, await tools.ask('take-networks', { files }));
      });
    },
  };
}

function takeIn({ get, set }: Tools, { file, networks }: TakenNetworks): void {
  const { spec } = get().draft;
  const asked = spec === null ? null : startingNetworkOf(spec);
  const isAwaited = spec !== null && lacksNetwork(spec, get());
  const isNew = ({ hash }: TakenNetwork) => networks.every((one) => one.hash !== hash);
  const taken = networks.map(({ hash, ...facts }, index): TakenNetwork => {
    return { hash, name: file, number: networks.length > 1 ? index + 1 : null, facts };
  });
  set({ takenNetworks: [...get().takenNetworks.filter(isNew), ...taken] });
  const chosen =
    taken.find(({ hash }) => hash === asked?.hash) ??
    taken.find(({ facts }) => facts !== null && misfitOfStart(get(), facts) === null) ??
    taken[0];
  get().chooseStart(chosen.hash);
  if (chosen.hash === asked?.hash) return;
  if (isAwaited) get().notify(otherNetwork(file, asked?.hash ?? '', chosen));
  else if (chosen.number !== null) get().notify(oneOfSeveral(file, networks.length, chosen.number));
}

function otherNetwork(file: string, asked: string, { hash }: TakenNetwork) {
  return {
    tone: 'info',
    title: `${file} is not the network that the experiment named`,
    message: `It named ${formatHash(asked)}. The experiment now starts from ${formatHash(hash)}, so its numbers will differ.`,
  } as const;
}

function oneOfSeveral(file: string, count: number, number: number) {
  return {
    tone: 'info',
    title: `${file} has ${formatCount(count)} networks`,
    message: `The experiment starts from network ${number}. The others are at hand at “Start from”.`,
  } as const;
}
