/**
 * What each method has of the live page that is its own: its fields in the form, its signs in the
 * folded rail, and its charts. A method without a part is a type error here.
 */
import type { ComponentType } from 'react';
import type { MethodKind } from '../../spec/methods/methods.ts';
import { OptionField } from '../controls/OptionField.tsx';
import { ComplementaryFields } from './form/ComplementaryFields.tsx';
import { LevelwiseFields } from './form/LevelwiseFields.tsx';
import type { Shown } from './run/useShownRun.ts';
import { LevelwiseDrawer } from './stage/LevelwiseDrawer.tsx';
import { LevelwiseStage } from './stage/LevelwiseStage.tsx';
import { LevelwiseTabs } from './stage/LevelwiseTabs.tsx';
import { RunTabs } from './stage/RunTabs.tsx';
import { Stage } from './stage/Stage.tsx';
import { VotingDrawer } from './stage/VotingDrawer.tsx';

type ShownView = ComponentType<{ readonly shown: Shown }>;

interface MethodParts {
  /** The fields of its options; null where it has none. */
  readonly Fields: ComponentType | null;
  /** Symbols of what stands in the form, for the folded rail. */
  readonly signs: readonly { readonly symbol: string; readonly of: string }[];
  /** The charts side by side, in tabs on a narrow page, and what stands beside them. */
  readonly Stage: ShownView;
  readonly Tabs: ShownView;
  readonly Drawer: ShownView;
}

/** The charts of networks that vote. */
const voting = { Stage, Tabs: RunTabs, Drawer: VotingDrawer };

export const methodParts: Readonly<Record<MethodKind, MethodParts>> = {
  complementary: {
    Fields: ComplementaryFields,
    signs: [{ symbol: 'μ', of: 'Method' }],
    ...voting,
  },
  levelwise: {
    Fields: LevelwiseFields,
    signs: [
      { symbol: 'Ψ', of: 'Hierarchy' },
      { symbol: 'θ', of: 'Level weights' },
    ],
    Stage: LevelwiseStage,
    Tabs: LevelwiseTabs,
    Drawer: LevelwiseDrawer,
  },
  averaging: {
    Fields: () => <OptionField path="method.rounds" />,
    signs: [],
    ...voting,
  },
  single: { Fields: null, signs: [], ...voting },
};
