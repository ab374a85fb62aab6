import type { EventOf, RunEvent } from './runEvent.ts';

/** What an event says, without its type and its stamp. */
export type Unstamped<Type extends RunEvent['type']> = Omit<
  EventOf<Type>,
  'runId' | 'seq' | 'at' | 'type'
>;

/** The same of an event at hand. */
export function unstamped<Type extends RunEvent['type']>(event: EventOf<Type>): Unstamped<Type> {
  const { runId: _run, seq: _seq, at: _at, type: _type, ...body } = event as RunEvent;
  return body as unknown as Unstamped<Type>;
}
