/** One journey through the page in three engines: Blink, Gecko and WebKit. */
import { expect, test } from '@playwright/test';
import { encodeLink } from '../src/spec/link.ts';
import { chromiumEngine } from './engines/chromium.ts';
import type { Engine } from './engines/engine.ts';
import { firefoxEngine } from './engines/firefox.ts';
import { chooseFiles, exported, press, see, seeAlone, shows } from './engines/hands.ts';
import { webkitEngine } from './engines/webkit.ts';
import { digestLeftAlone } from './leftAlone.ts';
import { madeIdxFiles } from './madeData.ts';
import { smallSpec } from './smallExperiment.ts';
import { startStaticHost } from './staticHost.ts';

const training = { ...smallSpec('wasm').training, epochs: 150 };
const spec = smallSpec('wasm', { training });

/** What each engine came to. */
const digests = new Map<string, string>();

const digestOf = async (engine: Engine): Promise<string> =>
  JSON.parse(await exported(engine, 'Result')).digest;

/** In the page. */
const isControlled = () => navigator.serviceWorker.controller !== null;

// Machines may be busy: three engines start anew here.
test.describe.configure({ timeout: 400_000 });

for (const { name, missing, start } of [chromiumEngine, firefoxEngine, webkitEngine]) {
  if (missing !== null) {
    test.skip(`${name} is not on this machine: install ${missing}`, () => {});
    continue;
  }
  test(`${name}: the service worker hands out the page and its worker`, async () => {
    const host = await startStaticHost();
    const engine = await start();
    try {
      await engine.open(host.address);
      await expect.poll(() => engine.run(isControlled), { timeout: 60_000 }).toBe(true);
      await engine.reload();
      await see(engine, 'Sent so far');
      // Told by the worker, once it runs.
      await expect.poll(() => engine.run(shows, 'looking…'), { timeout: 60_000 }).toBe(false);
      expect(await engine.run(() => crossOriginIsolated)).toBe(true);
      expect(await engine.complaints()).toEqual([]);
    } finally {
      await engine.close();
      host.close();
    }
  });

  test(`${name}: data in, train, reload, resume, compare, export`, async ({ baseURL }) => {
    const engine = await start();
    try {
      await engine.open(`${baseURL}/#${await encodeLink(spec)}`);
      await see(engine, 'This experiment is about');
      await chooseFiles(engine, madeIdxFiles());
      await press(engine, 'button', 'Train');
      // Some epochs are over.
      await see(engine, 'Training loss of network 1 fell');
      await engine.reload();
      await see(engine, 'Your run stands at');
      await press(engine, 'button', 'Resume');
      await seeAlone(engine, 'Finished');
      const resumed = await digestOf(engine);
      expect(resumed).toMatch(/[0-9a-f]{64}$/);
      // The data set was kept as well: the same experiment trains at once.
      await press(engine, 'button', 'Train');
      await see(engine, 'Round 1 is training');
      await seeAlone(engine, 'Finished');
      expect(await digestOf(engine)).toBe(resumed);
      digests.set(name, resumed);
      await press(engine, 'link', 'Compare');
      await see(engine, 'Measured against');
      expect(await engine.complaints()).toEqual([]);
    } finally {
      await engine.close();
    }
  });
}

test('every engine comes to the digest of the command line', async () => {
  test.skip(digests.size === 0, 'no engine has come to a digest');
  const digest = await digestLeftAlone(spec, madeIdxFiles());
  const expected = [...digests.keys()].map((name) => [name, digest]);
  expect([...digests]).toEqual(expected);
});
