/** `espalier whatif <run folder>`: what can be told of a run without training it again. */
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import { readRunFolder } from './runLog.ts';
import { benchFacts, type VotesAsked } from './whatIfBench.ts';
import { muFacts, type RuleAsked } from './whatIfMu.ts';
import { describeBench, describeWhatIf } from './whatIfText.ts';

/** For `parseArgs`. */
export const whatIfFlagTypes = {
  mu: { type: 'string' },
  update: { type: 'string' },
  errors: { type: 'string' },
  members: { type: 'string' },
  votes: { type: 'string' },
} as const;

type WhatIfFlags = { readonly [Name in keyof typeof whatIfFlagTypes]?: string | undefined } & {
  readonly json?: boolean | undefined;
};

/**
 * Text, or JSON: the vote again, and what another μ would have come to; each null with the reason where
 * the run has none of it.
 * @throws UsageError where the folder holds no finished round, or something was asked for that is none.
 */
export async function whatIf(paths: readonly string[], flags: WhatIfFlags): Promise<string> {
  const [folder, ...more] = paths;
  if (folder === undefined || more.length > 0) {
    throw new UsageError('whatif needs the --out folder of one run');
  }
  const { state, notes } = await readRunFolder(folder);
  if (!state.rounds.some(({ outcome }) => outcome !== null)) {
    throw new UsageError(`${folder}: no round of the run has ended yet. Look after round 1`);
  }
  const bench = await benchFacts(folder, state, votesAsked(flags));
  const mu = muFacts(state, ruleAsked(flags));
  const { name, seed } = state.spec;
  const run = { name, seed, specHash: state.specHash, digest: state.end?.digest ?? null };
  if (flags.json) {
    return JSON.stringify({ run, ...(notes.length > 0 && { notes }), bench, whatIf: mu }, null, 1);
  }
  return [
    ...notes,
    `${name}, ${roundsText(state)}`,
    ...describeBench(bench, state.dataset.classes),
    '',
    ...describeWhatIf(mu),
  ].join('\n');
}

function roundsText({ rounds, phase }: RunState): string {
  const count = rounds.filter(({ outcome }) => outcome !== null).length;
  return `${count} ${count === 1 ? 'round' : 'rounds'}${phase === 'finished' ? '' : ', not finished'}`;
}

function votesAsked({ members, votes }: WhatIfFlags): VotesAsked {
  return {
    members:
      members === undefined ? null : members.split(',').map((text) => numberIn('members', text)),
    votes:
      votes === undefined || votes === 'equal' || votes === 'best'
        ? (votes ?? null)
        : votes.split(',').map((text) => numberIn('votes', text)),
  };
}

function ruleAsked({ mu, update, errors }: WhatIfFlags): RuleAsked {
  return {
    mu: mu === undefined ? null : numberIn('mu', mu),
    update: update === undefined ? null : oneOf('update', update, updateNames),
    errors: errors === undefined ? null : oneOf('errors', errors, errorNames),
  };
}

const updateNames = {
  printed: 'paper',
  released: 'released-code',
  paper: 'paper',
  'released-code': 'released-code',
} as const;
const errorNames = { soft: 'soft', hard: 'hard' } as const;

function oneOf<Value extends string>(
  flag: string,
  text: string,
  names: Readonly<Record<string, Value>>,
): Value {
  if (Object.hasOwn(names, text)) return names[text];
  throw new UsageError(`--${flag} ${text}: must be ${Object.keys(names).join(', ')}`);
}

function numberIn(flag: string, text: string): number {
  if (/^\d{1,9}(\.\d{1,12})?$/.test(text.trim())) return Number(text);
  throw new UsageError(`--${flag}: ${JSON.stringify(text)} is not a number of 0 or more, as 0.76`);
}
