/**
 * What a person has changed on the bench of a run, as a link carries it: which networks are off, what
 * votes weigh, and the μ that is tried. As text `off=3&2=0.3&mu=0.76&update=released-code&errors=hard`.
 */
import { complementary } from './methods/complementary.ts';

export interface WhatIfSettings {
  readonly mu: number;
  readonly update: 'paper' | 'released-code';
  readonly errors: 'soft' | 'hard';
}

export interface BenchSettings {
  /** Rounds whose networks are off. */
  readonly off: readonly number[];
  /** Weights in the vote by round, where they are not as trained. */
  readonly votes: Readonly<Record<number, number>>;
  /** What is tried in place of the run's own rule; null for nothing. */
  readonly whatIf: WhatIfSettings | null;
}

export const plainBench: BenchSettings = { off: [], votes: {}, whatIf: null };

/** Rounds that are named, at most. */
const mostRounds = 1000;
const largestVote = 1e6;

/** As it stands in a link; empty where nothing is changed. */
export function benchText({ off, votes, whatIf }: BenchSettings): string {
  const parts = [
    ...(off.length > 0 ? [`off=${off.join('.')}`] : []),
    ...Object.entries(votes).map(([round, weight]) => `${round}=${weight}`),
    ...(whatIf === null
      ? []
      : [`mu=${whatIf.mu}`, `update=${whatIf.update}`, `errors=${whatIf.errors}`]),
  ];
  return parts.join('&');
}

/** What such a text says; null for one that this page does not write. */
export function readBenchText(text: string): BenchSettings | null {
  const off: number[] = [];
  const votes: Record<number, number> = {};
  const rule = new Map<string, string>();
  for (const part of text === '' ? [] : text.split('&')) {
    const [name, value = '', ...more] = part.split('=');
    if (more.length > 0) return null;
    if (name === 'off') off.push(...value.split('.').map(roundIn));
    else if (/^\d+$/.test(name)) votes[roundIn(name)] = numberIn(value, 0, largestVote);
    else if (['mu', 'update', 'errors'].includes(name)) rule.set(name, value);
    else return null;
  }
  const numbers = [...off, ...Object.keys(votes).map(Number), ...Object.values(votes)];
  const whatIf = rule.size === 0 ? null : ruleIn(rule);
  if (numbers.some(Number.isNaN) || off.length > mostRounds || whatIf === undefined) return null;
  return { off, votes, whatIf };
}

/** Undefined for none that can be chosen. */
function ruleIn(rule: ReadonlyMap<string, string>): WhatIfSettings | undefined {
  const { shape } = complementary.schema;
  const { min, max } = complementary.options['method.mu'];
  const mu = numberIn(rule.get('mu') ?? '', min, max);
  const update = shape.update.safeParse(rule.get('update'));
  const errors = shape.errors.safeParse(rule.get('errors'));
  if (Number.isNaN(mu) || !update.success || !errors.success) return undefined;
  if (update.data === 'released-code' && errors.data === 'soft') return undefined;
  return { mu, update: update.data, errors: errors.data };
}

function roundIn(text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Number.NaN;
}

/** A number within limits; NaN for anything else. */
function numberIn(text: string, min: number, max: number): number {
  const value = /^\d{1,9}(\.\d{1,40})?(e-\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : Number.NaN;
}
