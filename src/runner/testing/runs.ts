import type { Engine } from '../../engine/engine.ts';
import { PauseGate } from '../../methods/runControl.ts';
import type { EventOf, RunEvent, RunEventType } from '../../spec/run/runEvent.ts';
import { type RunRequest, runExperiment } from '../runExperiment.ts';

type Wanted = Partial<RunRequest> & Pick<RunRequest, 'spec' | 'dataset'>;

/** All events of a run; `onEvent` sees each as it comes. */
export async function eventsOf(
  engine: Engine,
  wanted: Wanted,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const request = {
    runId: 'test',
    engine,
    signal: new AbortController().signal,
    gate: new PauseGate(),
    ...wanted,
  };
  for await (const event of runExperiment(request)) {
    events.push(event);
    onEvent(event);
  }
  return events;
}

/** The events of one type. */
export function ofType<Type extends RunEventType>(
  events: readonly RunEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** The digest that a run finished with. */
export function digestOf(events: readonly RunEvent[]): string {
  const [finished] = ofType(events, 'run-finished');
  if (finished === undefined)
    throw new Error(`The run ended with ${JSON.stringify(events.at(-1))}`);
  return finished.digest;
}
