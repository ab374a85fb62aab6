/** A thread of the page that trains its part of every batch. */

import type { ToMember } from '../engine/tfjs/parallel/protocol.ts';
import { serveConductor } from '../engine/tfjs/parallel/workerThread.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const see = serveConductor((message) => scope.postMessage(message));
scope.addEventListener('message', ({ data }: MessageEvent<ToMember>) => see(data));
