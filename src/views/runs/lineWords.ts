/** A line of the library in words: what it is called, and where it stands. */
import type { LibraryLine } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { formatCounted, formatHash } from '../../lib/numberFormat.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import { defaultSpec, presets } from '../../spec/presets/presets.ts';

/** Names that experiments come with: they say less than the method does. */
const givenNames = new Set([defaultSpec.name, ...presets.map(({ spec }) => spec.name)]);

/** What a person called the runs, or the experiment; else its method. */
export function lineTitle({ title, spec }: Pick<LibraryLine, 'title' | 'spec'>): string {
  return title ?? (givenNames.has(spec.name) ? methodText(spec.method) : spec.name);
}

/** One run of a line by itself. */
export function runTitle({ title, spec }: Pick<LibraryRun, 'title' | 'spec'>): string {
  return title ?? `Seed ${spec.seed}`;
}

/** A text of a line, and whether it is to stand out. */
export interface LineStanding {
  readonly tone: 'live' | 'waiting' | 'wrong' | 'plain';
  /** What stands out in the tone. */
  readonly strong: string;
  readonly rest: string;
}

const plain = (rest: string): LineStanding => ({ tone: 'plain', strong: '', rest });

const deviceNames: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  cpu: 'plain CPU',
};

export function deviceName(kind: string): string {
  return deviceNames[kind] ?? kind;
}

/** Where the runs of a line stand: what trains, what waits, whether digests repeat. */
export function lineStanding(line: LibraryLine): LineStanding {
  const { runs } = line;
  const live = runs.find(({ state }) => state === 'training');
  if (live !== undefined) {
    const seed = runs.length > 1 ? `seed ${live.spec.seed}, ` : '';
    return { tone: 'live', strong: `${seed}${positionText(live)}`, rest: '' };
  }
  const watched = runs.find(({ state }) => state === 'elsewhere');
  if (watched !== undefined) {
    return { tone: 'live', strong: 'another window trains this run', rest: positionText(watched) };
  }
  const [first] = runs;
  if (line.state === 'interrupted') {
    return { tone: 'waiting', strong: `${cutText[first.cutBy]} ${positionText(first)}`, rest: '' };
  }
  return digestText(line);
}

const cutText: Readonly<Record<LibraryRun['cutBy'], string>> = {
  leaving: 'stands at',
  stopping: 'stopped at',
  failing: 'failed at',
};

/** `round 3 of 4, epoch 2`; of a run in one piece `epoch 23 of 40`. */
function positionText({ round, rounds, epoch, epochs }: LibraryRun): string {
  if (rounds === 1) return `epoch ${epoch} of ${epochs}`;
  return `round ${Math.max(1, round)} of ${rounds}, epoch ${epoch}`;
}

function digestText({ runs, repeats, state }: LibraryLine): LineStanding {
  const from = state === 'imported' ? `imported, ${deviceName(runs[0].device)}` : '';
  const rest = (text: string) => [from, text].filter(Boolean).join(' · ');
  if (runs.some(({ isDigestWrong }) => isDigestWrong)) {
    return { tone: 'wrong', strong: 'digest is not that of its events', rest: from };
  }
  if (repeats !== null) {
    const counts = `${repeats.alike} of ${repeats.runs}`;
    return repeats.alike === repeats.runs
      ? plain(rest(`digests repeat, ${counts}`))
      : { tone: 'wrong', strong: `digests differ, ${counts} alike`, rest: from };
  }
  const [{ digest }] = runs;
  if (runs.length > 1) {
    const count = formatCounted(runs.length, 'run');
    return plain(from === '' ? `${count} on ${deviceName(runs[0].device)}` : rest(count));
  }
  return plain(rest(digest === null ? positionText(runs[0]) : `digest ${formatHash(digest)}`));
}
