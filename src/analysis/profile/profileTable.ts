import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { peakSide, type StepProfile } from '../../spec/run/stepProfile.ts';
import { deviceOptions } from '../../spec/sections/device.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { ProfileGrouping, ProfileRow } from './profileRows.ts';
import { profileRows } from './profileRows.ts';

/** The rows of a profile for people, and as numbers for CSV. */
export function profileTable(profile: StepProfile, by: ProfileGrouping): TextTable {
  const columns = [by === 'kernel' ? 'Kernel' : 'Layer', 'ms', 'share', 'of peak', 'calls'].map(
    (label) => ({ label }),
  );
  const rows = profileRows(profile, by);
  return {
    columns,
    rows: rows.map(({ label, milliseconds, share, ofPeak, calls }) => [
      label,
      formatFixed(milliseconds, 2),
      formatPercent(share),
      formatPercent(ofPeak, 0),
      callsText(calls),
    ]),
    notes: profileNotes(profile),
    numbers: {
      columns,
      rows: rows.map(({ label, milliseconds, share, ofPeak, calls }) => [
        label,
        milliseconds,
        share,
        ofPeak,
        calls,
      ]),
    },
  };
}

/** What a step comes to, whose clock tells it, and what the peak is. */
export function profileNotes({
  device,
  clock,
  batchSize,
  steps,
  stepMilliseconds,
  hostMilliseconds,
  peak,
}: StepProfile): string[] {
  const ms = (value: number) => `${formatFixed(value, value < 10 ? 2 : 1)} ms`;
  const host =
    clock === 'host'
      ? `${ms(hostMilliseconds)} of it outside kernels`
      : `${ms(hostMilliseconds)} until the host has asked for it`;
  return [
    `A step of ${batchSize} images takes ${ms(stepMilliseconds)} while it is measured, ${host}; the mean of ${steps} steps on ${deviceText(device)}, by the ${clock === 'host' ? 'clock of its thread' : 'device’s own timestamps'}.`,
    `The peak is what a product of ${peakSide} × ${peakSide} matrices comes to: ${formatFixed((2 * peak) / 1e6, 1)} GFLOP/s.`,
  ];
}

function deviceText({ kind, adapter }: StepProfile['device']): string {
  const choice = deviceOptions.device.choices.find(({ value }) => value === kind);
  return `${choice?.label ?? kind} (${adapter})`;
}

const callsText = (calls: ProfileRow['calls']) => (calls === null ? null : formatFixed(calls, 0));
