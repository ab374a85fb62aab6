/** PyTorch in a process of its own: a host that answers as others do, by lines of JSON. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { threadsFor } from '../../src/engine/tfjs/parallel/threadChoice.ts';
import { nodeThreads } from '../../src/node/nodeThreads.ts';
import { makeBatches } from './batches.ts';
import type { Host } from './hosts.ts';
import { placedLayers } from './network.ts';
import { initialTensors } from './parameters.ts';
import { type Answer, type Command, type StepperOptions, settings } from './stepper.ts';

/** Debian's: others rarely have its packages. */
const python = '/usr/bin/python3';

/** What an answer of the script holds beside an {@link Answer}'s own: arrays are text there. */
type Line =
  | { readonly answer: 'ready'; readonly version: string }
  | Exclude<Answer, { readonly answer: 'gradients' }>
  | {
      readonly answer: 'gradients';
      readonly loss: number;
      readonly gradients: Readonly<Record<string, string>>;
    };

/** Starts PyTorch. @throws Error, which says in a word why there is none. */
export async function openTorch(): Promise<Host> {
  if (!existsSync(python)) throw new Error(`no ${python}`);
  const script = new URL('./peers/torchSteps.py', import.meta.url).pathname;
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  // A process that has ended cannot be written to; its end is what is told.
  child.stdin.on('error', () => {});
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Line> => {
    const { done, value } = await lines.next();
    if (!done) return JSON.parse(value);
    await closed;
    const reason = complaints.join('').trimEnd().split('\n').at(-1);
    return { answer: 'failed', reason: reason || 'the process ended' };
  };
  const ready = await next();
  if (ready.answer !== 'ready') {
    throw new Error(ready.answer === 'failed' ? wanting(ready.reason) : ready.answer);
  }
  return {
    name: ready.version,
    ask: async (command) => {
      child.stdin.write(`${JSON.stringify(wordsOf(command))}\n`);
      const answer = await next();
      if (answer.answer === 'ready') throw new Error('PyTorch answered out of turn');
      return answer.answer === 'gradients' ? { ...answer, gradients: arraysOf(answer) } : answer;
    },
    close: () => {
      child.kill();
      return closed;
    },
  };
}

/** What to do where the package is missing; other reasons as they are. */
function wanting(reason: string): string {
  const isMissing = reason.includes("No module named 'torch'");
  return isMissing ? 'apt-get install python3-torch libopenblas0-pthread' : reason;
}

/** A command as the script takes it: to start it needs the network and the batches as well. */
function wordsOf(command: Command): object {
  return command.command === 'start' ? startOf(command) : command;
}

function startOf({ network, batch }: StepperOptions): object {
  const { trunk, classifier } = placedLayers(network);
  const { parameters, statistics } = initialTensors(network);
  const { height, width, channels } = network.shape;
  const told = (isTrained: boolean) => (one: (typeof parameters)[number]) => {
    return { name: one.name, shape: one.shape, values: textOf(one.initial), isTrained };
  };
  return {
    command: 'start',
    // As many as Espalier would take by itself.
    threads: threadsFor('auto', nodeThreads),
    settings,
    shape: [height, width, channels],
    layers: [...trunk, classifier],
    tensors: [...parameters.map(told(true)), ...statistics.map(told(false))],
    batches: makeBatches(network, batch).map(({ images, labels }) => {
      return { images: textOf(images), labels: textOf(labels) };
    }),
  };
}

function textOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function arraysOf({ gradients }: Extract<Line, { readonly answer: 'gradients' }>) {
  const entries = Object.entries(gradients).map(([name, text]) => {
    return [name, new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)] as const;
  });
  return Object.fromEntries(entries);
}
