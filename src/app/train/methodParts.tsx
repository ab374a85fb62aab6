/**
 * What each method has of the live page that is its own: its fields in the form, its signs in the
 * folded rail, and its charts. A method without a part is a type error here.
 */
import type { ComponentType } from 'react';
import type { MethodKind } from '../../spec/methods/methods.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { OptionField } from '../controls/fields/OptionField.tsx';
import { ComplementaryFields } from './form/method/ComplementaryFields.tsx';
import { LevelwiseFields } from './form/method/LevelwiseFields.tsx';
import { SingleFields } from './form/method/SingleFields.tsx';
import { jointPage } from './stage/jointPage.tsx';
import { levelwisePage } from './stage/levelwisePage.tsx';
import type { MethodPage } from './stage/methodPage.ts';
import { votingPage } from './stage/votingPage.tsx';

interface MethodParts {
  /** The fields of its options; null where it has none. */
  readonly Fields: ComponentType | null;
  /** Symbols of what stands in the form, for the folded rail. */
  readonly signs: readonly { readonly symbol: string; readonly of: string }[];
  /** Its charts, and how they lie on wide and narrow pages. */
  readonly page: MethodPage;
}

export const methodParts: Readonly<Record<MethodKind, MethodParts>> = {
  complementary: {
    Fields: ComplementaryFields,
    signs: [{ symbol: 'μ', of: 'Method' }],
    page: votingPage,
  },
  levelwise: {
    Fields: LevelwiseFields,
    signs: [
      { symbol: 'Ψ', of: 'Hierarchy' },
      { symbol: 'θ', of: 'Level weights' },
    ],
    page: levelwisePage,
  },
  'deep-boosting': {
    Fields: () => <OptionField path="method.rounds" />,
    signs: [],
    page: votingPage,
  },
  'worst-class-boosting': {
    Fields: () => (
      <>
        <OptionField path="method.rounds" />
        <OptionField path="method.threshold" />
      </>
    ),
    signs: [],
    page: votingPage,
  },
  snapshot: {
    Fields: () => <OptionField path="method.rounds" />,
    signs: [],
    page: votingPage,
  },
  'weight-averaging': {
    Fields: () => <OptionField path="method.averageFrom" />,
    signs: [],
    page: votingPage,
  },
  averaging: {
    Fields: () => <OptionField path="method.rounds" />,
    signs: [],
    page: votingPage,
  },
  'joint-mixture': {
    Fields: () => <OptionField path="method.rounds" />,
    signs: [],
    page: jointPage,
  },
  single: { Fields: SingleFields, signs: [], page: votingPage },
};

/** The charts that suit the method of a run. */
export function methodPageOf({ spec: { method } }: RunState): MethodPage {
  return methodParts[method.kind].page;
}
