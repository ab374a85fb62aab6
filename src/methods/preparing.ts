/** Getting a device ready for training steps, told while it happens. */
import type { Preparation } from '../engine/engine.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';

type Prepare = (onProgress: (preparation: Preparation) => void) => Promise<void>;

/** Prepares, and yields how far it is as often as that changes while somebody listens. */
export async function* preparing(prepare: Prepare): AsyncGenerator<RunEventBody> {
  let latest: Preparation | null = null;
  let wake = () => {};
  let isPrepared = false;
  const finished = prepare((preparation) => {
    latest = preparation;
    wake();
  }).then(() => {
    isPrepared = true;
  });
  // A failure while an event is being seen to is thrown afterwards; until then nobody waits for it.
  finished.catch(() => {});
  while (true) {
    const told: Preparation | null = latest;
    latest = null;
    if (told !== null) yield { type: 'device-preparing', ...(told as Preparation) };
    else if (isPrepared) return;
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (latest === null) await Promise.race([finished, changed]);
  }
}
