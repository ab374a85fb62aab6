/** The words of a run that lost its graphics card or its training thread. */
import { formatDuration } from '../../lib/numberFormat.ts';
import { espalierVersion } from '../../spec/version.ts';
import type { LossStanding, LossState } from '../../store/runs/lossState.ts';

type Recovering = Extract<LossState, { phase: 'recovering' }>;
type GivenUp = Extract<LossState, { phase: 'given-up' }>;

/** `02:31:07`, as the clock of this machine has it. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** `round 3, epoch 4`, or the epoch alone where there is but one round. */
export function standingText({ round, epoch }: LossStanding, rounds: number): string {
  return rounds === 1 ? `epoch ${epoch}` : `round ${round}, epoch ${epoch}`;
}

/** How a run goes on that is on its way back. */
export function wayBack({ step, from, again }: Recovering, rounds: number): string {
  if (step === 'noticed') return 'All finished epochs are kept as far as there was room.';
  if (from === null) return 'It begins anew: no epoch was finished yet.';
  return `Going on from ${standingText(from, rounds)}. ${doneAgain(again)}`;
}

/** What the loss cost. */
function doneAgain(seconds: number | null): string {
  if (seconds === null || seconds < 1) return 'Hardly any work is done again.';
  return `${formatDuration(seconds)} of work are done again.`;
}

/** What is kept of a run that was given up, and what to do. */
export function whatIsSafe({ kept, canUseWasm }: GivenUp, rounds: number): string {
  if (kept === null) {
    return 'This browser kept nothing that it could go on from. What the run told is on the page, and can be exported.';
  }
  const wasm = canUseWasm ? '; or go on now on the processor, which is slower' : '';
  if (kept === 'unread') {
    return `What is kept of it could not be read just now. Restart the browser and press Resume${wasm}.`;
  }
  return `All is kept up to ${standingText(kept, rounds)}. Restart the browser and press Resume${wasm}.`;
}

/** What somebody who is to find the cause needs to know; nothing of the data. */
export function lossReport(loss: GivenUp, adapter: string, browser: string): string {
  const lines = [
    `Espalier ${espalierVersion}: the ${loss.what} went away`,
    `times: ${loss.times.map((time) => new Date(time).toISOString()).join(', ')}`,
    `said: ${loss.message}`,
    `device: ${adapter}`,
    `browser: ${browser}`,
    `run: ${loss.runId}`,
  ];
  return `${lines.join('\n')}\n`;
}
