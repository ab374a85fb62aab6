/**
 * RunEvent: what a run is made of. A log is these, one JSON object a line, numbered from 0.
 * Everything the page shows is a fold over a prefix of a log (see runState.ts).
 */
import { z } from 'zod';
import { count } from './events/eventFields.ts';
import { jointBodies } from './events/jointEvents.ts';
import { levelwiseBodies } from './events/levelwiseEvents.ts';
import { measureBodies } from './events/measureEvents.ts';
import { runBodies } from './events/runEvents.ts';

/** The time in milliseconds since 1970: one that a date can have. */
const stamp = { runId: z.string().max(64), seq: count, at: z.number().min(0).max(8.64e15) };

/** Each body with the stamp that the runner puts on it. */
type Stamped<Bodies> = {
  readonly [Place in keyof Bodies]: Bodies[Place] extends z.ZodObject<infer Shape>
    ? z.ZodObject<z.core.util.Extend<Shape, typeof stamp>, z.core.$strict>
    : never;
};

function stamped<const Bodies extends readonly z.ZodObject[]>(bodies: Bodies): Stamped<Bodies> {
  // A map over a tuple forgets its places, which the type keeps.
  return bodies.map((body) => body.extend(stamp)) as unknown as Stamped<Bodies>;
}

/** One line of a log. */
export const runEventSchema = z.discriminatedUnion(
  'type',
  stamped([...runBodies, ...measureBodies, ...levelwiseBodies, ...jointBodies]),
);

export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventType = RunEvent['type'];
/** The event of one type, as in `EventOf<'epoch-finished'>`. */
export type EventOf<Type extends RunEventType> = Extract<RunEvent, { type: Type }>;

type WithoutStamp<Event> = Event extends unknown ? Omit<Event, 'runId' | 'seq' | 'at'> : never;
/** What a method or the runner has to say, before the runner stamps run, number and time on it. */
export type RunEventBody = WithoutStamp<RunEvent>;
