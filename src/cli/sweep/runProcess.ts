/**
 * A process that carries out runs of a sweep, one after another: starting one takes seconds, in which it
 * reads itself, the data and the engine. It ends with its parent, and whatever ends it costs the run that
 * it is at and no other.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type FromRunProcess, fromRunProcess, type ToRunProcess } from './processMessages.ts';

/** How a run ended, or the process that was at it. */
export interface ServedRunEnd {
  /** Null for one whose process was ended by a signal, or never began. */
  readonly code: number | null;
  /** What it said last, for people. */
  readonly said: string;
  /** Whether its process is gone, and was to go on. */
  readonly isCutOff: boolean;
  /** Whether its process had carried out others before. */
  readonly isAfterOthers: boolean;
}

/** Lines of a process that are kept. */
const keptLines = 4;

/**
 * Starts the command line once more, as this process was started.
 * @param args of the command line.
 */
export function startAgain(args: readonly string[]): ChildProcess {
  const [, main] = process.argv;
  return spawn(process.execPath, [...process.execArgv, main, ...args], {
    // What it has to say stands in its folder; the channel tells it when this process is gone.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Milliseconds that a process without work may take to end. */
const longestEnd = 10_000;

export class RunProcess {
  /** Whether it takes no further run. */
  private isOver = false;
  private runs = 0;
  private lines: string[] = [];
  private hear: (message: FromRunProcess) => void = () => {};
  private readonly ready: Promise<void>;
  private readonly closed: Promise<number | null>;

  /** @param child a process that serves runs, with a channel and its standard error piped. */
  constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    child.on('message', (message) => this.hear(fromRunProcess.parse(message)));
    this.ready = new Promise((resolve) => {
      this.hear = () => resolve();
    });
    this.closed = new Promise((resolve) => {
      child.on('error', (error) => {
        this.keep(`${error.message}\n`);
        // One that could not be started does not close either.
        if (child.pid === undefined) resolve(null);
      });
      child.on('close', (code, by) => {
        if (by !== null) this.lines = [`It was ended by ${by}.`, ...this.lines];
        resolve(code);
      });
    });
    void this.closed.then(() => {
      this.isOver = true;
    });
  }

  /** Whether another run can be asked of it. */
  get isAlive(): boolean {
    return !this.isOver;
  }

  /** Carries a run out, or gets it as far as its process comes. @param signal interrupts it. */
  async carryOut(index: number, signal: AbortSignal): Promise<ServedRunEnd> {
    const interrupt = () => void this.child.kill('SIGINT');
    signal.addEventListener('abort', interrupt);
    if (signal.aborted) interrupt();
    try {
      const isAfterOthers = this.runs++ > 0;
      const ended = this.asked(index);
      const cutOff = this.closed.then((code) => ({ code, isCutOff: true, isSpent: true }));
      const { code, isCutOff, isSpent } = await Promise.race([ended, cutOff]);
      this.isOver ||= isSpent;
      return { code, said: this.said, isCutOff, isAfterOthers };
    } finally {
      signal.removeEventListener('abort', interrupt);
    }
  }

  /** Lets it end, which carries out no run, and waits for that. */
  async end(): Promise<void> {
    this.isOver = true;
    // Node tells of no end where it is the parent that cuts the channel.
    if (this.child.connected) this.child.send({ index: null } satisfies ToRunProcess, () => {});
    // Its work is done: what it may still hold on to is of no use.
    const timer = setTimeout(() => this.child.kill('SIGKILL'), longestEnd);
    await this.closed;
    clearTimeout(timer);
  }

  private async asked(index: number) {
    await this.ready;
    this.lines = [];
    const ended = new Promise<Extract<FromRunProcess, { type: 'ended' }>>((resolve) => {
      this.hear = (message) => {
        // What it said before lies in the pipe, and is read before the loop comes round.
        if (message.type === 'ended') setImmediate(resolve, message);
      };
    });
    // Where it is gone already, its end says so.
    this.child.send({ index } satisfies ToRunProcess, () => {});
    const { code, isSpent } = await ended;
    return { code, isSpent, isCutOff: false };
  }

  private get said(): string {
    return this.lines.filter((line) => line.trim() !== '').join('\n');
  }

  private keep(text: string): void {
    this.lines = `${this.lines.join('\n')}${text}`.split('\n').slice(-keptLines - 1);
  }
}
