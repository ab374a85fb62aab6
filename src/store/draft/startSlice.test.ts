/** Which network of a file the drafted experiment starts from, and what is said of it. */
import { expect, it } from 'vitest';
import { type ExperimentSpec, firstNetwork } from '../../spec/experimentSpec.ts';
import { WorkerError } from '../../worker/client.ts';
import type { NetworkFacts } from '../../worker/protocol/networkRequests.ts';
import { pileOfFiles } from '../data/pile.ts';
import { pretrainedNetworks } from '../runs/pretrainedNetworks.ts';
import { whyNotTrain } from '../selectors.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { startIssue } from './startIssue.ts';

const classes = ['a', 'b'];
const hashOf = (digit: string) => digit.repeat(64);

async function setUp() {
  const worker = createFakeWorker();
  const now = createWorkbench(worker.connect, 'glyphs.bin').getState;
  const reading = now().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
  worker.last('read-files').answer(sampleDataset('leaves', classes));
  await reading;
  now().chooseMethod('complementary');
  now().edit('network', { kind: 'mlp', hidden: [12], initial: 'he' });
  for (const { id } of now().notices) now().dismissNotice(id);
  const network = firstNetwork(now().draft.spec as ExperimentSpec);
  const shape = { height: 2, width: 2, channels: 1 };
  const fits: NetworkFacts = { network, classes, shape };
  const other: NetworkFacts = { ...fits, network: { kind: 'mlp', hidden: [999], initial: 'he' } };
  /** Networks of the digits 1, 2 … come out of the file. */
  const take = async (...facts: readonly NetworkFacts[]) => {
    const path = 'model.onnx';
    const taking = now().takeNetworks([{ file: new File([], path), path }]);
    const networks = facts.map((one, index) => ({ ...one, hash: hashOf(`${index + 1}`) }));
    worker.last('take-networks').answer({ file: path, networks });
    await taking;
  };
  const started = () => now().draft.spec?.start?.network;
  return { worker, now, fits, other, take, started };
}

it('the first that fits, told as one of several, the others at hand', async () => {
  const { now, fits, other, take, started } = await setUp();
  await take(other, fits, fits);
  expect(started()).toBe(hashOf('2'));
  expect(now().notices).toMatchObject([{ title: 'model.onnx has 3 networks' }]);
  expect(now().notices[0].message).toContain('network 2');
  const files = pretrainedNetworks(now()).map(({ file }) => file);
  expect(files).toEqual([1, 2, 3].map((number) => `network ${number} of model.onnx`));
  expect(startIssue(now())).toBeNull();
});

it('that which the experiment asks for, without a word', async () => {
  const { now, fits, take, started } = await setUp();
  now().edit('start', { network: hashOf('2'), as: 'round' });
  expect(whyNotTrain(now())).toContain('not at hand');
  await take(fits, fits);
  expect(started()).toBe(hashOf('2'));
  expect(now().draft.spec?.start?.as).toBe('round');
  expect(now().notices).toEqual([]);
  expect(whyNotTrain(now())).toBeNull();
});

it('another than was asked for is told', async () => {
  const { now, fits, take, started } = await setUp();
  now().edit('start', { network: hashOf('a'), as: 'weights' });
  await take(fits);
  expect(started()).toBe(hashOf('1'));
  expect(now().notices).toMatchObject([{ title: expect.stringContaining('is not the network') }]);
});

it('none that fits is the first, with its layer or images at its field', async () => {
  const { now, fits, other, take, started } = await setUp();
  await take(other, other);
  expect(started()).toBe(hashOf('1'));
  expect(startIssue(now())?.message).toContain('layer “dense1” has 999 units');
  now().edit('network', { kind: 'mlp', hidden: [4], initial: 'he' });
  await take({
    ...fits,
    network: { kind: 'mlp', hidden: [4], initial: 'he' },
    shape: { height: 4, width: 4, channels: 1 },
  });
  expect(startIssue(now())?.message).toContain('trained on images of 4 × 4 × 1');
});

it('a network that was dropped as data can start the experiment from where it was refused', async () => {
  const { worker, now, fits, started } = await setUp();
  const reading = now().readFiles(pileOfFiles([new File([], 'model.onnx')]));
  const fault = { file: 'model.onnx', place: null, found: 'x', allowed: 'y', remedy: 'z' };
  const refused = { message: 'No.', remedy: 'z', fault: { ...fault, instead: 'start' as const } };
  worker.last('read-files').failWith(new WorkerError(refused));
  expect(await reading).toBe(false);
  const action = now().refusal?.action;
  expect(action?.label).toContain('Start the experiment');
  action?.act();
  const asked = worker.last('take-networks');
  expect(asked.ask).toMatchObject({ files: [{ path: 'model.onnx' }] });
  asked.answer({ file: 'model.onnx', networks: [{ ...fits, hash: hashOf('1') }] });
  await expect.poll(started).toBe(hashOf('1'));
  expect(now()).toMatchObject({ page: 'train', refusal: null });
});
