/** All that is known of a line without its logs, by name: for the card and the dialog about it. */
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import { seedsText } from '../../analysis/results/seedsText.ts';
import { formatBytes, formatDuration } from '../../lib/numberFormat.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import { experimentNetworksText } from '../../spec/networkTexts.ts';
import { deviceName } from './lineWords.ts';
import { whenText } from './whenText.ts';

export interface LineFact {
  readonly name: string;
  readonly value: string;
}

/** @param now milliseconds since 1970, by which days are told. */
export function lineFacts(line: LibraryLine, now: number): LineFact[] {
  const { runs, spec, seeds, seconds, bytes } = line;
  const [run] = runs;
  const isOne = runs.length === 1;
  const networks = runs.reduce((sum, { networkBytes }) => sum + networkBytes, 0);
  const digests = [...new Set(runs.flatMap(({ digest }) => digest ?? []))];
  const facts: Readonly<Record<string, string>> = {
    Experiment: spec.name,
    Method: methodText(spec.method),
    Network: experimentNetworksText(spec),
    'Data set': run.datasetName,
    [isOne ? 'Seed' : 'Seeds']: seedsText(seeds),
    Device: deviceName(run.device),
    Began: whenText(Math.min(...runs.map(({ startedAt }) => startedAt)), now),
    Took: formatDuration(seconds),
    Kept: `${formatBytes(bytes)}, ${formatBytes(networks)} of it networks and checkpoints`,
    ...(isOne && { Spec: run.specHash, Run: run.runId }),
    ...(digests.length === 1 && { Digest: digests[0] }),
    ...(digests.length > 1 && { Digests: `${digests.length}; open the line for each` }),
  };
  return Object.entries(facts).map(([name, value]) => ({ name, value }));
}
