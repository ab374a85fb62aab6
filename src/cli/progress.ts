import { formatDuration, formatFixed, formatPercent } from '../lib/numberFormat.ts';
import { roundsOf } from '../spec/experimentSpec.ts';
import type { RunEvent } from '../spec/runEvent.ts';
import type { RunState } from '../spec/runState.ts';

/** One line on standard error for each event worth one; null for the others. */
export function progressLine(event: RunEvent, state: RunState): string | null {
  switch (event.type) {
    case 'run-started':
      return `${event.dataset.name}: ${event.dataset.classes.length} classes; ${event.device.kind} (${event.device.adapter})`;
    case 'round-started':
      return `round ${event.round} of ${roundsOf(state.spec.method)}, ${event.parameters} parameters`;
    case 'epoch-finished':
      return [
        `  epoch ${event.epoch}/${state.spec.training.epochs}`,
        `loss ${formatFixed(event.trainLoss, 4)}`,
        ...Object.entries(event.errors).map(
          ([split, error]) => `${split} ${formatPercent(error, 2)}`,
        ),
        formatDuration(event.seconds),
      ].join('  ');
    case 'round-finished':
      return [
        `  ensemble of ${event.round}: test error ${formatPercent(event.ensemble.topErrors.test?.['1'], 2)}`,
        `weighted error ${formatFixed(event.weightedError, 4)}`,
        ...(event.gamma === null ? [] : [`γ ${formatFixed(event.gamma, 4)}`]),
        ...(event.gammaClamped ? ['(clamped)'] : []),
      ].join('  ');
    case 'run-finished':
      return `finished after ${formatDuration(event.seconds)}, digest ${event.digest}`;
    case 'run-stopped':
      return 'stopped';
    case 'run-failed':
      return `failed: ${event.message} ${event.remedy}`;
    default:
      return null;
  }
}
