/**
 * Fields of the form that need a run, or a network, to show all that they can, for looking at
 * (development only): `npx vite`, then open `/src/app/train/form/testing/fields.html?theme=dark`.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/jetbrains-mono';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { RunLog } from '../../../../analysis/log/runLog.ts';
import { sampleLog } from '../../../../analysis/testing/sampleRun.ts';
import type { ExperimentSpec } from '../../../../spec/experimentSpec.ts';
import { defaultComplementary } from '../../../../spec/methods/complementary.ts';
import { defaultLevelwise } from '../../../../spec/methods/levelwise/defaultLevelwise.ts';
import { defaultSpec } from '../../../../spec/presets/presets.ts';
import { actions } from '../../../../store/useWorkbench.ts';
import { ClassImportanceField } from '../method/ClassImportanceField.tsx';
import { SaturationNote } from '../method/SaturationNote.tsx';
import { SingleFields } from '../method/SingleFields.tsx';
import { StartFields } from '../network/StartFields.tsx';

interface FieldScene {
  readonly method: ExperimentSpec['method'];
  readonly start?: ExperimentSpec['start'];
  readonly fields: ReactNode;
}

const network = 'ab'.repeat(32);

/** By the name in the address, `?scene=start`. */
const scenes: Readonly<Record<string, FieldScene>> = {
  start: {
    method: defaultComplementary({ rounds: 3 }),
    start: { network, as: 'round' },
    fields: <StartFields />,
  },
  importance: {
    method: {
      ...defaultLevelwise({}),
      classImportance: Array.from({ length: 62 }, (_, index) => 0.5 + index / 61),
    },
    fields: <ClassImportanceField />,
  },
  saturation: { method: defaultComplementary({ mu: 0.95 }), fields: <SaturationNote /> },
  objective: {
    method: { kind: 'single', objective: { kind: 'robust-over-classes', eta: 0 } },
    fields: <SingleFields />,
  },
};

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const { method, start, fields } = scenes[query.get('scene') ?? 'start'] ?? scenes.start;
const reading = new RunLog();
reading.append(sampleLog({ data: 'glyphs', rounds: 3, epochs: 2 }));
actions().takeLog({ log: reading, cutLine: null, digest: { outcome: 'none' } });
actions().replaceDraft({
  ...defaultSpec,
  method,
  ...(start === undefined ? {} : { start }),
});
const root = document.getElementById('root');
if (root) {
  // As wide as the form's rail.
  root.style.maxWidth = '274px';
  root.style.padding = '16px';
  createRoot(root).render(fields);
}
