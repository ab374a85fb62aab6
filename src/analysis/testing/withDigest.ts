import { RunDigest } from '../../spec/run/digest.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';

/** The events of a made-up run, its end with the digest that the others come to. */
export function withDigest(events: readonly RunEventBody[]): RunEventBody[] {
  const digest = RunDigest.ofNew();
  for (const event of events) digest.add(event);
  return events.map((event) =>
    event.type === 'run-finished' ? { ...event, digest: digest.value() } : event,
  );
}
