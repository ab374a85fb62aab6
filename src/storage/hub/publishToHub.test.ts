/** Files are published to a server that speaks as the Hub does, or not, and then nothing is lost or told. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataError } from '../../data/dataError.ts';
import type { LoadProgress } from '../../data/progress.ts';
import { type HubServer, startHubServer } from '../testing/hubServer.ts';
import { type PublishSettings, publishToHub } from './publishToHub.ts';

const token = 'hf_aSecretThatNobodyMayRead';
const reader = 'hf_readsOnly';

let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer();
  hub.transfer = 'basic';
  hub.tokens.set(token, { writesFor: ['ann', 'the-lab'] });
  hub.tokens.set(reader, { writesFor: [] });
});
afterEach(() => hub.close());

/** Bytes that no store could pack much smaller. */
function bytesOf(count: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const files = [
  { name: 'README.md', bytes: new TextEncoder().encode('# Leaves\n') },
  { name: 'model.safetensors', bytes: bytesOf(60_000) },
  { name: 'onnx/model.onnx', bytes: bytesOf(90_001).subarray(1) },
];
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
const target = { repository: 'ann/leaves', token, isPrivate: true, addsVersion: false };

const publish = (change: Partial<typeof target> = {}, settings: PublishSettings = {}) =>
  publishToHub(files, { ...target, ...change }, { hub: hub.origin, ...settings });

/** What a person is told; the token is never in it. */
async function refusal(publishing: Promise<unknown>): Promise<string> {
  const error = await publishing.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DataError);
  const { message, fault } = error as DataError;
  expect(JSON.stringify([message, fault])).not.toContain(token);
  expect(fault.place).toBe(`at ${new URL(hub.origin).host}`);
  return message;
}

const commits = () => [...hub.repositories.values()].reduce((sum, { commits }) => sum + commits, 0);

describe.each(['xet', 'basic'] as const)('by %s', (transfer) => {
  beforeEach(() => {
    hub.transfer = transfer;
  });

  it('makes a private repository and publishes all files at once', async () => {
    const told: LoadProgress[] = [];
    const { address } = await publish({}, { onProgress: (progress) => told.push(progress) });
    expect(address).toBe(`${hub.origin}/ann/leaves`);
    const repository = hub.repositories.get('ann/leaves');
    expect(repository?.isPrivate).toBe(true);
    expect(repository?.commits).toBe(1);
    const [card, safetensors, onnx] = files;
    expect(repository?.files.get(card.name)).toEqual(Buffer.from(card.bytes));
    for (const { name, bytes } of [safetensors, onnx]) {
      expect(repository?.files.get(name)).toBe(hashOf(bytes));
      if (transfer === 'basic') expect(hub.stored.get(hashOf(bytes))?.length).toBe(bytes.length);
    }
    if (transfer === 'xet') expect(hub.xet.bytes).toBeGreaterThanOrEqual(90_000);
    const done = told.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(total);
    expect(done.filter((count) => count > 0 && count < total).length).toBeGreaterThan(0);
    expect(new Set(told.map(({ what }) => what))).toEqual(new Set(['ann/leaves']));
  });

  it('is given up on the way, and a second time comes through', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    hub.trouble = (_method, path) => {
      if (!/^\/(lfs|v1\/xorbs)\//.test(path)) return null;
      abort.abort(reason);
      return 'silence';
    };
    await expect(publish({}, { signal: abort.signal })).rejects.toBe(reason);
    expect(commits()).toBe(0);
    expect([...(hub.repositories.get('ann/leaves')?.files.keys() ?? [])]).toEqual([
      '.gitattributes',
    ]);
    hub.trouble = () => null;
    await publish();
    expect(commits()).toBe(1);
  });

  it.each([
    ['breaks', 'break' as const, 'no connection to the Hub came about, or it broke'],
    ['is full', { status: 507, body: '' }, 'the Hub has trouble of its own (507)'],
  ])(
    'a store that %s leaves a repository that a second time goes on with',
    async (_, mishap, told) => {
      hub.trouble = (_method, path) => (/^\/(lfs|v1\/xorbs)\//.test(path) ? mishap : null);
      const message = await refusal(publish());
      expect(message).toContain(told);
      expect(message).toContain('publishing again goes on with it');
      expect(commits()).toBe(0);
      hub.trouble = () => null;
      await publish();
      expect(commits()).toBe(1);
    },
  );
});

it('makes a public one where it is told to, for an organisation that the token may write for', async () => {
  await publish({ repository: 'the-lab/leaves', isPrivate: false });
  expect(hub.repositories.get('the-lab/leaves')?.isPrivate).toBe(false);
});

it('sends the token to the Hub alone, and in no address', async () => {
  hub.transfer = 'xet';
  await publish();
  expect(hub.asked.length).toBeGreaterThan(4);
  for (const asked of hub.asked) {
    const isStore = asked.path.startsWith('/v1/');
    expect(asked.token).toBe(isStore ? 'a token of the store alone' : token);
    expect(asked.path).not.toContain(token);
  }
});

it('asks nobody anything for a name that the Hub does not take', async () => {
  for (const repository of ['leaves', 'ann/', 'ann/a b', 'ann/-leaves', `ann/${'a'.repeat(100)}`]) {
    expect(await refusal(publish({ repository }))).toContain('give another name');
  }
  expect(hub.asked).toEqual([]);
});

it('says which of token and right is at fault', async () => {
  const unknown = await refusal(publish({ token: 'hf_unknown' }));
  expect(unknown).toContain('the Hub does not know this token');
  expect(unknown).toContain('Nothing was sent of the model');
  expect(await refusal(publish({ token: reader }))).toContain('may not write for “ann”');
  expect(await refusal(publish({ repository: 'eve/leaves' }))).toContain('may not write for “eve”');
  expect(hub.repositories.size).toBe(0);
});

it('leaves what is there alone unless it is to get a version', async () => {
  await publish();
  const message = await refusal(publish());
  expect(message).toContain('is there already, with 3 files');
  expect(commits()).toBe(1);
  await publish({ addsVersion: true });
  expect(commits()).toBe(2);
});

it('publishes nothing that is private into what is public, or the other way', async () => {
  await publish();
  const message = await refusal(publish({ isPrivate: false, addsVersion: true }));
  expect(message).toContain('and it is private');
  expect(message).toContain('make it public in its settings');
  expect(commits()).toBe(1);
});

it.each([
  [{ status: 503, body: '<h1>Down</h1>', type: 'text/html' }, 'trouble of its own (503). '],
  [{ status: 429, body: '{"error":"slow down"}' }, 'it says “slow down”'],
  [{ status: 400, body: `{"error":"you sent ${token}"}` }, 'it says “you sent …”'],
  [{ status: 200, body: 'hello' }, 'answered what was not expected'],
  ['break' as const, 'no connection to the Hub came about'],
])('tells what a Hub that answers %j has', async (mishap, told) => {
  hub.trouble = (_, path) => (path === '/api/repos/create' ? mishap : null);
  expect(await refusal(publish())).toContain(told);
  expect(commits()).toBe(0);
});

it('gives up a Hub that says nothing', async () => {
  hub.trouble = () => 'silence';
  expect(await refusal(publish({}, { patience: 30 }))).toContain('the Hub did not answer');
});

it('says that it cannot know what became of a commit that was not answered', async () => {
  hub.trouble = (_, path) => (path.includes('/commit/') ? 'break' : null);
  expect(await refusal(publish())).toContain('look at its repository first');
  hub.trouble = (_, path) => (path.includes('/commit/') ? { status: 412, body: '{}' } : null);
  expect(await refusal(publish())).toContain('publishing again goes on with it');
});

it('sees what is being published to its end', async () => {
  const abort = new AbortController();
  hub.trouble = (_, path) => {
    if (path.includes('/commit/')) abort.abort();
    return null;
  };
  await publish({}, { signal: abort.signal });
  expect(commits()).toBe(1);
});

it('tells of a Hub that is not there', async () => {
  await hub.close();
  const message = await refusal(publish());
  expect(message).toContain('ECONNREFUSED');
  expect(message).toContain('status.huggingface.co');
});
