import { describe, expect, it } from 'vitest';
import { specHash } from '../experimentSpec.ts';
import type { Preset } from '../presets/preset.ts';
import { presets } from '../presets/presets.ts';
import { plannedRuns } from '../sweeps/plannedRuns.ts';
import { readSweep } from '../sweeps/readSweep.ts';
import { papers } from './papers.ts';
import { presetSweep } from './presetSweep.ts';

const rowForms = papers.flatMap(({ exhibits }) =>
  exhibits.flatMap((exhibit) => (exhibit.kind === 'table' ? [exhibit.rows] : [])),
);

/** What a row of the page begins, read as a file would be. */
function planned(members: readonly Preset[]) {
  const [first, ...others] = members;
  const reading = readSweep(JSON.parse(JSON.stringify(presetSweep([first, ...others], 'A row'))));
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return plannedRuns(reading.sweep);
}

const hashes = (members: readonly Preset[]) =>
  members.map(({ spec }) => specHash({ ...spec, seed: 3 })).sort();

describe('presetSweep', () => {
  it.each(presets.map((preset) => [preset.id, preset] as const))(
    'runs %s as it is, over five seeds',
    (_, preset) => {
      const runs = planned([preset]);
      expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5]);
      expect(runs.filter(({ seed }) => seed === 3).map(({ hash }) => hash)).toEqual(
        hashes([preset]),
      );
    },
  );

  it('runs the scaled rows of every table each as its preset', () => {
    for (const rows of rowForms) {
      const scaled = rows.flatMap(({ forms }) =>
        forms.flatMap(({ preset, isScaled, reading }) => (isScaled && !reading ? preset : [])),
      );
      const runs = planned(scaled).filter(({ seed }) => seed === 3);
      expect(runs.map(({ hash }) => hash).sort()).toEqual(hashes(scaled));
    }
  });
});
