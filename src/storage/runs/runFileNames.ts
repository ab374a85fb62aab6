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

/** Among those of other runs, as browsers keep them. */
export const namesAmongOthers = (runId: string): RunFileNames => ({
  log: `run-${runId}.events.jsonl`,
  checkpoints: [`run-${runId}.checkpoint.a`, `run-${runId}.checkpoint.b`],
  finishedRounds: (round) => `run-${runId}.checkpoint.rounds-before-${round}`,
});
