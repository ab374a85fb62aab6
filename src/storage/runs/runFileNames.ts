/** Under which names a run's files lie. */
export interface RunFileNames {
  /** The events, one JSON object a line. */
  readonly log: string;
  /** Checkpoints within a round, written in turn. */
  readonly checkpoints: readonly [string, string];
  /** What the rounds before one left, written when that round begins. */
  readonly finishedRounds: (round: number) => string;
}

/** In a folder of the run's own, as the command line has it. */
export const folderNames: RunFileNames = {
  log: 'events.jsonl',
  checkpoints: ['checkpoint.a', 'checkpoint.b'],
  finishedRounds: (round) => `checkpoint.rounds-before-${round}`,
};

/** Of a run among others, as browsers keep them. */
export interface LibraryFileNames extends RunFileNames {
  readonly summary: readonly [string, string];
  readonly about: readonly [string, string];
  /** What it came to, for comparing it with others. */
  readonly outcome: string;
  /** A trained network, by the SHA-256 of its file. */
  readonly network: (hash: string) => string;
}

export const namesAmongOthers = (runId: string): LibraryFileNames => ({
  log: `run-${runId}.events.jsonl`,
  checkpoints: [`run-${runId}.checkpoint.a`, `run-${runId}.checkpoint.b`],
  finishedRounds: (round) => `run-${runId}.checkpoint.rounds-before-${round}`,
  summary: [`run-${runId}.summary.a`, `run-${runId}.summary.b`],
  about: [`run-${runId}.about.a`, `run-${runId}.about.b`],
  outcome: `run-${runId}.outcome`,
  network: (hash) => `run-${runId}.network.${hash}`,
});

/** Ids under which runs are kept among others. */
export const isRunId = (id: string): boolean => /^[0-9a-z-]{1,64}$/.test(id);

/** A file of a run among others: whose it is, and what it holds. */
export interface RunFile {
  readonly runId: string;
  /** The end of its name. */
  readonly part: string;
  readonly holds: 'log' | 'checkpoint' | 'network' | 'summary' | 'about' | 'outcome' | 'unknown';
  /** Of a network. */
  readonly hash: string | null;
}

const parts = {
  'events.jsonl': 'log',
  'summary.a': 'summary',
  'summary.b': 'summary',
  'about.a': 'about',
  'about.b': 'about',
  outcome: 'outcome',
} as const;

/** Null for a file that belongs to no run. */
export function runFileOf(name: string): RunFile | null {
  const [, runId, part] = /^run-([0-9a-z-]{1,64})\.(.+)$/.exec(name) ?? [];
  if (runId === undefined) return null;
  const hash = /^network\.([0-9a-f]{64})$/.exec(part)?.[1] ?? null;
  if (hash !== null) return { runId, part, holds: 'network', hash };
  if (part.startsWith('checkpoint.')) return { runId, part, holds: 'checkpoint', hash };
  const holds = Object.hasOwn(parts, part) ? parts[part as keyof typeof parts] : 'unknown';
  return { runId, part, holds, hash };
}
