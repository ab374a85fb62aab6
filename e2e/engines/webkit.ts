import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { callText, type Engine, type EngineSource, screen } from './engine.ts';

const lib = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
const binary = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']
  .map((version) => `${lib}/${version}/MiniBrowser`)
  .find((place) => existsSync(place));
const isHere =
  binary !== undefined &&
  ['/usr/bin/WebKitWebDriver', '/usr/bin/xvfb-run'].every((place) => existsSync(place));

const display = ['-a', '-s', `-screen 0 ${screen.width}x${screen.height}x24`];

/** WebKit as GTK's programs have it, by the plain WebDriver protocol, on a screen that nobody sees. */
export const webkitEngine: EngineSource = {
  name: 'WebKitGTK',
  missing: isHere ? null : 'the packages webkit2gtk-driver, xvfb and dbus',
  start: async () => {
    const port = await freePort();
    const driver = spawn('xvfb-run', [...display, 'WebKitWebDriver', `--port=${port}`], {
      // A group of its own, so that the screen and the browser end with it.
      detached: true,
      stdio: 'ignore',
      env: {
        ...process.env,
        // In containers there are no namespaces for a sandbox, and no graphics card.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      },
    });
    const address = `http://127.0.0.1:${port}`;
    try {
      await isReady(address);
      return await openSession(address, driver);
    } catch (error) {
      end(driver);
      throw error;
    }
  },
};

async function openSession(address: string, driver: ChildProcess): Promise<Engine> {
  const options = { binary, args: ['--automation'] };
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
  const { sessionId } = (await send(`${address}/session`, { capabilities })) as {
    sessionId: string;
  };
  const session = `${address}/session/${sessionId}`;
  await send(`${session}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  await send(`${session}/window/rect`, { x: 0, y: 0, ...screen });
  const run: Engine['run'] = async (work, ...given) => {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve(${callText(work, given)}).then(
        (found) => done({ found }), (error) => done({ error: String(error) }));`;
    const answer = await send(`${session}/execute/async`, { script, args: [] });
    const { found, error } = answer as { found: never; error?: string };
    if (error !== undefined) throw new Error(error);
    return found;
  };
  return {
    open: async (url) => {
      await send(`${session}/url`, { url });
    },
    reload: async () => {
      await send(`${session}/refresh`, {});
    },
    run,
    complaints: () => run(reportedBreaches),
    close: async () => {
      await fetch(session, { method: 'DELETE' }).catch(() => {});
      end(driver);
    },
  };
}

/** In the page: the protocol tells of no console, but breaches of the policy are kept as reports. */
function reportedBreaches(): string[] {
  const observer = new ReportingObserver(() => {}, { types: ['csp-violation'], buffered: true });
  observer.observe();
  return observer.takeRecords().map(({ body }) => JSON.stringify(body));
}

async function send(address: string, body: unknown): Promise<unknown> {
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
  return value;
}

async function isReady(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`${address}/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not start');
}

function end({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid);
  } catch {
    // It ended by itself.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
