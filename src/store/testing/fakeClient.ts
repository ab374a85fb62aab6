/** A worker's client for tests: answers what the test says, when it says so. */
import type { TaskOptions } from '../../data/progress.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { type UnkeptReason, WorkerError } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { RequestName } from '../../worker/protocol/requests.ts';
import type { Connect } from '../connection.ts';

interface Asked {
  readonly name: RequestName;
  readonly ask: unknown;
  readonly task: TaskOptions | undefined;
  readonly answer: (value: unknown) => void;
  readonly fail: (message: string, cancelled?: boolean) => void;
  readonly failWith: (error: WorkerError) => void;
}

export interface FakeWorker {
  readonly connect: Connect;
  /** Requests that have come, oldest first. */
  readonly asked: Asked[];
  /** The newest request of that name. */
  readonly last: (name: RequestName) => Asked;
  readonly emit: (events: readonly RunEvent[]) => void;
  /** Says that the run under way is no longer written. */
  readonly unkeep: (reason: UnkeptReason) => void;
  /** Ends by itself, with all that was asked of it; the next request finds a fresh one. */
  readonly die: () => void;
  /** How many workers there have been. */
  readonly count: () => number;
}

export function createFakeWorker(): FakeWorker {
  const asked: Asked[] = [];
  let emit: FakeWorker['emit'] = () => undefined;
  let unkeep: FakeWorker['unkeep'] = () => undefined;
  let die: FakeWorker['die'] = () => undefined;
  let count = 0;
  return {
    asked,
    emit: (events) => emit(events),
    unkeep: (reason) => unkeep(reason),
    die: () => die(),
    count: () => count,
    last: (name) => {
      const found = asked.findLast((request) => request.name === name);
      if (found === undefined) throw new Error(`Nobody asked for ${name}`);
      return found;
    },
    connect: ({ onEvents, onRunUnkept, onEnd }) => {
      emit = onEvents;
      unkeep = (reason) => onRunUnkept?.(reason);
      count++;
      const own: Asked[] = [];
      const gone = { message: 'The training thread ended.', remedy: '', fault: null };
      const failAll = () => {
        for (const { failWith } of own) failWith(new WorkerError({ ...gone, loss: 'worker' }));
      };
      die = () => {
        failAll();
        onEnd?.();
      };
      return {
        terminate: failAll,
        ask: (name, ask, task) =>
          new Promise((resolve, reject) => {
            const request: Asked = {
              name,
              ask,
              task,
              answer: (value) => resolve(value as never),
              failWith: reject,
              fail: (message, cancelled = false) =>
                reject(new WorkerError({ message, remedy: 'Try again.', fault: null, cancelled })),
            };
            asked.push(request);
            own.push(request);
          }),
      };
    },
  };
}

/** A small data set as the worker would describe it. */
export function sampleDataset(name: string, classes: readonly string[]): DatasetView {
  return {
    source: `local:${name}`,
    name,
    hash: name.length.toString(16).padStart(64, 'a'),
    format: 'test',
    classes,
    shape: { height: 2, width: 2, channels: 1 },
    drawn: { height: 2, width: 2, channels: 1 },
    content: 'images',
    trainCounts: classes.map(() => 10),
    validationCounts: null,
    testCounts: null,
    samples: classes.map(() => []),
    notes: [],
    files: [{ name: `${name}.zip`, bytes: 100 }],
    seconds: 0.1,
  };
}
