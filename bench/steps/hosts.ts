/** Where steppers run: Node processes, and pages of a headless Chromium. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';
import { build, type PreviewServer, preview } from 'vite';
import { chromiumArguments, findChromium } from '../../e2e/chromium.ts';
import type { Answer, Command } from './stepper.ts';

/** A place for one stepper. */
export interface Host {
  /** For the table: what the stepper runs in. */
  readonly name: string;
  ask(command: Command): Promise<Answer>;
  close(): Promise<void>;
}

export const hostNames = ['node', 'chromium'] as const;
export type HostName = (typeof hostNames)[number];

/** Also `null`: Node whose WebGPU device computes nothing, so that asking it is all that costs. */
type AnyHostName = HostName | 'null';

/** Asks for an answer of a kind. @throws Error for any other. */
export async function answerOf<Kind extends Answer['answer']>(
  host: Host,
  command: Command,
  kind: Kind,
): Promise<Extract<Answer, { readonly answer: Kind }>> {
  const answer = await host.ask(command);
  if (answer.answer === kind) return answer as Extract<Answer, { readonly answer: Kind }>;
  throw new Error(`${command.command}: ${reasonOf(answer)}`);
}

/** What an answer that was not hoped for says. */
export function reasonOf(answer: Answer): string {
  return answer.answer === 'failed' ? answer.reason : `an answer of ${answer.answer}`;
}

/** Opens hosts; Chromium's page is built when it is first wanted. */
export class Hosts {
  private readonly opened: Host[] = [];
  private pages: Promise<Pages> | null = null;

  async open(name: AnyHostName): Promise<Host> {
    const host = name === 'chromium' ? await this.openPage() : openProcess(dawnFlags[name]);
    this.opened.push(host);
    return { ...host, ask: (command) => Promise.race([host.ask(command), noAnswer()]) };
  }

  /** Closes all hosts, those that were closed before as well. */
  async close(): Promise<void> {
    await Promise.all(this.opened.map((host) => host.close()));
    await (await this.pages)?.close();
  }

  private async openPage(): Promise<Host> {
    this.pages ??= Pages.serve();
    return (await this.pages).open();
  }
}

/** Longer than any command takes: an engine that hangs must not hold up the others for good. */
const longestMinutes = 20;

async function noAnswer(): Promise<Answer> {
  await setTimeout(longestMinutes * 60_000, null, { ref: false });
  return { answer: 'failed', reason: `no answer in ${longestMinutes} minutes` };
}

const dawnFlags = { node: [], null: ['backend=null'] } as const;

function openProcess(flags: readonly string[]): Host {
  const program = new URL('./child.ts', import.meta.url);
  const child = fork(program, flags, { serialization: 'advanced' });
  const closed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    name: `Node ${process.version.slice(1)}`,
    ask: (command) =>
      new Promise((resolve) => {
        const died = () =>
          resolve({ answer: 'failed', reason: 'the process ended (out of memory?)' });
        child.once('exit', died);
        child.once('message', (answer: Answer) => {
          child.off('exit', died);
          resolve(answer);
        });
        child.send(command);
      }),
    close: () => {
      child.kill();
      return closed;
    },
  };
}

/** Cross-origin isolation, without which no engine has threads. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

class Pages {
  private readonly server: PreviewServer;
  private readonly folder: string;

  private constructor(server: PreviewServer, folder: string) {
    this.server = server;
    this.folder = folder;
  }

  static async serve(): Promise<Pages> {
    const folder = mkdtempSync(join(tmpdir(), 'espalier-bench-'));
    const common = { configFile: false, root: join(import.meta.dirname, 'page') } as const;
    await build({
      ...common,
      // TensorFlow.js starts its threads from the text of a function, which minifying breaks.
      build: { target: 'es2023', outDir: folder, assetsInlineLimit: 0, minify: false },
      logLevel: 'error',
      worker: { format: 'es' },
    });
    const server = await preview({
      ...common,
      build: { outDir: folder },
      preview: { port: 4331, headers },
    });
    return new Pages(server, folder);
  }

  /** A browser of its own for each stepper: no page shares another's graphics process. */
  async open(): Promise<Host> {
    const browser: Browser = await chromium.launch({
      ...findChromium(),
      args: [...chromiumArguments],
    });
    const page = await browser.newPage();
    await page.goto(this.server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'answer' in globalThis);
    return {
      name: `Chromium ${browser.version().split('.')[0]}`,
      ask: (command) =>
        page
          .evaluate((asked) => Reflect.get(globalThis, 'answer')(asked) as Promise<Answer>, command)
          .catch((cause: Error): Answer => ({ answer: 'failed', reason: cause.message })),
      close: () => browser.close(),
    };
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
