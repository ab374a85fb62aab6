/** What the comparisons compare: complementary networks in every form, and what stands against them. */
import { defaultComplementary } from '../../src/spec/methods/complementary.ts';

/** A value of an axis: its name, and the fields that it sets. */
export interface ComparedSetting {
  readonly name: string;
  readonly set: Readonly<Record<string, unknown>>;
}

const rounds = 4;

type ComplementaryOptions = Parameters<typeof defaultComplementary>[0];

const complementary = (name: string, options: ComplementaryOptions = {}): ComparedSetting => ({
  name: `Complementary, ${name}`,
  set: { method: { ...defaultComplementary({ rounds }), ...options } },
});

const method = (name: string, fields: Readonly<Record<string, unknown>>): ComparedSetting => ({
  name,
  set: { method: fields },
});

export const averaging = method('Averaging', { kind: 'averaging', rounds });

export const printedSoft = complementary('printed update, soft errors, train');

export const releasedHard = complementary('released update, hard errors, train', {
  errors: 'hard',
  update: 'released-code',
});

/** The importance of classes given to others at random: what is left when it hits none of the hard. */
export const permuted = complementary('permuted importance', { permuted: true });

/** All of them, the baseline first. */
export const comparedMethods: readonly ComparedSetting[] = [
  averaging,
  method('One network', { kind: 'single' }),
  printedSoft,
  complementary('printed update, soft errors, validation', { errorsFrom: 'validation' }),
  complementary('printed update, hard errors, train', { errors: 'hard' }),
  complementary('printed update, hard errors, validation', {
    errors: 'hard',
    errorsFrom: 'validation',
  }),
  releasedHard,
  complementary('released update, hard errors, validation', {
    errors: 'hard',
    errorsFrom: 'validation',
    update: 'released-code',
  }),
  permuted,
  method('Joint mixture', { kind: 'joint-mixture', rounds }),
  method('Boosting', { kind: 'deep-boosting', rounds }),
  method('Worst-class boosting', { kind: 'worst-class-boosting', rounds, threshold: 0.9 }),
  method('One network, class-difficulty-balanced', {
    kind: 'single',
    objective: { kind: 'class-difficulty-balanced', tau: 1.5 },
  }),
  method('One network, robust over classes', {
    kind: 'single',
    objective: { kind: 'robust-over-classes', eta: 0.01 },
  }),
  {
    name: 'Snapshot',
    set: {
      method: { kind: 'snapshot', rounds },
      'training.schedule': { kind: 'cyclic-cosine', cycles: 1 },
    },
  },
];
