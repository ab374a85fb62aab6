/**
 * What the page asks of the worker, declared once. Every request is answered, by a value or by an
 * error for people; until then those that take long tell how far they have come, and can be cancelled.
 */
import type { DataRequests } from './dataRequests.ts';
import type { ImageRequests } from './imageRequests.ts';
import type { KeptRunRequests } from './keptRunRequests.ts';
import type { NetworkRequests } from './networkRequests.ts';
import type { PublishRequests } from './publishRequests.ts';
import type { SweepRequests } from './sweepRequests.ts';
import type { TrainingRequests } from './trainingRequests.ts';
import type { TryRequests } from './tryRequests.ts';

/** Requests by name: what is asked with, and what is answered. */
export interface Requests
  extends DataRequests,
    ImageRequests,
    KeptRunRequests,
    NetworkRequests,
    PublishRequests,
    SweepRequests,
    TrainingRequests,
    TryRequests {}

export type RequestName = keyof Requests;
export type Ask<Name extends RequestName> = Requests[Name]['ask'];
export type Answer<Name extends RequestName> = Requests[Name]['answer'];
