/**
 * What a window tells the other windows of this browser: the events of the run that it trains, on a
 * channel of the run's own, so that only those who look on at it take them in.
 */
import type { RunEvent } from '../spec/run/runEvent.ts';
import { espalierVersion } from '../spec/version.ts';

/** Some events of a run, in order. */
export interface RunBroadcast {
  /** Of the Espalier that trains: another one may not know its events. */
  readonly espalier: string;
  readonly events: readonly RunEvent[];
}

export const runChannelName = (runId: string): string => `espalier run ${runId}`;

type Open = (name: string) => Pick<BroadcastChannel, 'postMessage' | 'close'>;

/** Tells the events of one run after another. */
export class RunBroadcaster {
  private current: { readonly runId: string; readonly channel: ReturnType<Open> } | null = null;

  constructor(private readonly open: Open) {}

  /** @param events of one run. */
  tell(events: readonly RunEvent[]): void {
    const runId = events.at(0)?.runId;
    if (runId === undefined) return;
    if (this.current?.runId !== runId) {
      this.current?.channel.close();
      this.current = { runId, channel: this.open(runChannelName(runId)) };
    }
    const message: RunBroadcast = { espalier: espalierVersion, events };
    this.current.channel.postMessage(message);
  }
}
