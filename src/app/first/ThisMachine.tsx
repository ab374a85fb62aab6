/** What this browser would train on, and that nothing is sent. */
import { Lock } from 'lucide-react';
import { useWorkbench } from '../../store/useWorkbench.ts';
import type { DeviceOffer } from '../../worker/protocol/trainingRequests.ts';
import styles from './ThisMachine.module.css';

/** What would train here, and what leaves the machine: nothing. */
export function ThisMachine() {
  const offer = useWorkbench((state) => state.offer);
  return (
    <section aria-labelledby="machine">
      <h2 id="machine" className={styles.heading}>
        This machine
      </h2>
      <dl className={styles.facts}>
        <dt>Graphics</dt>
        <dd>
          {offer.phase === 'asking' && 'looking…'}
          {offer.phase === 'failed' && offer.message}
          {offer.phase === 'known' && <Graphics offer={offer.offer} />}
        </dd>
        <dt>Without it</dt>
        <dd>WASM, on the processor</dd>
        <dt>Sent so far</dt>
        <dd>0 bytes</dd>
      </dl>
      <p className={styles.lock}>
        <Lock size={13} aria-hidden="true" />
        All on this machine · 0 bytes sent
      </p>
    </section>
  );
}

function Graphics({ offer: { webgpu, auto } }: { readonly offer: DeviceOffer }) {
  if (webgpu === null) return 'no WebGPU here';
  return (
    <>
      <b className={styles.device}>WebGPU</b> · {webgpu.adapter}
      {auto !== 'webgpu' && ', when chosen'}
    </>
  );
}
