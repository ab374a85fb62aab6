/**
 * What trains or would train, and how fast: a short name that fits any bar, and the adapter in full
 * beside it.
 */

import type { DeviceInfo } from '../../../spec/run/events/runEvents.ts';
import { isWebGpu } from '../../../spec/sections/device.ts';
import { trainsOnWasm } from '../../../store/machineOffer.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import type { Workbench } from '../../../store/workbench.ts';
import type { DeviceOffer } from '../../../worker/protocol/trainingRequests.ts';
import styles from './DevicePill.module.css';

const deviceNames: Readonly<Record<DeviceInfo['kind'], string>> = {
  webgpu: 'WebGPU',
  'webgpu-mixed': 'WebGPU, mixed',
  wasm: 'WASM',
  'wasm-fused': 'WASM, fused',
  webgl: 'WebGL',
  cpu: 'CPU',
};

/** What trains: the device of the run that is shown, else the one a run would take. */
export function DevicePill() {
  const kind = useWorkbench(deviceKind);
  if (kind === null) return <span className={styles.pill}>…</span>;
  return (
    <span className={styles.pill} data-on>
      <i className={styles.dot} />
      {deviceNames[kind]}
    </span>
  );
}

/** The adapter's name, and the speed while a run is under way. */
export function AdapterNote() {
  const adapter = useWorkbench(adapterName);
  const speed = useWorkbench((state) => shownRun(state)?.newest?.progress?.imagesPerSecond ?? null);
  return (
    <span className={styles.note}>
      <span className={styles.adapter} title={adapter}>
        {adapter}
      </span>
      {speed !== null && <span className={styles.speed}>{wholeThousands(speed)} img/s</span>}
    </span>
  );
}

/** Kind of device that the shown run has, or that the draft would get; null until known. */
function deviceKind(state: Workbench): DeviceInfo['kind'] | null {
  const run = shownRun(state)?.newest;
  if (run) return run.device.kind;
  const chosen = state.draft.lastGood.device;
  if (chosen !== 'auto') return chosen;
  return state.offer.phase === 'known' ? state.offer.offer.auto : null;
}

function adapterName(state: Workbench): string {
  const run = shownRun(state)?.newest;
  if (run) return run.device.adapter;
  const { offer } = state;
  if (offer.phase !== 'known') return offer.phase === 'failed' ? offer.message : '';
  if (trainsOnWasm(state)) return `this processor, ${threadText(state.threads, offer.offer)}`;
  if (!isWebGpu(deviceKind(state))) return 'this processor';
  return offer.offer.webgpu?.adapter ?? 'no adapter found';
}

/** `2 threads`, or one and why it is no more. */
function threadText(chosen: Workbench['threads'], { threads }: DeviceOffer): string {
  const { counts, refusal } = threads;
  const count = chosen === 'auto' ? counts[counts.length - 1] : chosen;
  if (count > 1) return `${count} threads`;
  return refusal === null ? '1 thread' : `1 thread: ${refusal}`;
}

/** Three digits are enough for a speed that changes all the time: `41,200`. */
function wholeThousands(speed: number): string {
  const rounded = speed >= 1000 ? Math.round(speed / 100) * 100 : Math.round(speed);
  return rounded.toLocaleString('en-GB');
}
