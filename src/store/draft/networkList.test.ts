import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';

const alexnet: NetworkSpec = { kind: 'alexnet', form: 'imagenet', dropout: 0.5 };
const resnet: NetworkSpec = { kind: 'resnet-imagenet', depth: 50, form: 'imagenet' };

/** A workbench whose draft has three rounds of AlexNet. */
function setUp() {
  const now = createWorkbench(createFakeWorker().connect, 'glyphs.bin').getState;
  now().edit('method.rounds', 3);
  now().edit('network', alexnet);
  return { now, network: () => now().draft.spec?.network };
}

describe('a network for each round', () => {
  it('begins as the one of every round, and is remembered when it is left', () => {
    const { now, network } = setUp();
    now().chooseNetworkEachRound(true);
    expect(network()).toEqual([alexnet, alexnet, alexnet]);
    now().edit('network.1', resnet);
    expect(network()).toEqual([alexnet, resnet, alexnet]);
    now().chooseNetworkEachRound(false);
    expect(network()).toEqual(alexnet);
    now().chooseNetworkEachRound(true);
    expect(network()).toEqual([alexnet, resnet, alexnet]);
  });

  it('picks a kind for one round, and remembers others of that round', () => {
    const { now, network } = setUp();
    now().chooseNetworkEachRound(true);
    now().chooseNetwork('cnn', 'network.2');
    now().edit('network.2.channels', [3, 5]);
    now().chooseNetwork('alexnet', 'network.2');
    expect(network()).toEqual([alexnet, alexnet, alexnet]);
    now().chooseNetwork('cnn', 'network.2');
    expect(network()).toEqual([alexnet, alexnet, { kind: 'cnn', channels: [3, 5] }]);
  });

  it('goes along with the number of rounds', () => {
    const { now, network } = setUp();
    now().edit('network', [alexnet, alexnet, resnet]);
    now().edit('method.rounds', 5);
    expect(network()).toEqual([alexnet, alexnet, resnet, resnet, resnet]);
    now().edit('method.rounds', null);
    now().edit('method.rounds', 2);
    expect(network()).toEqual([alexnet, alexnet]);
    now().chooseMethod('single');
    expect(network()).toEqual(alexnet);
  });

  it('goes along with networks that are trained together', () => {
    const { now, network } = setUp();
    now().edit('network', [alexnet, alexnet, resnet]);
    now().chooseMethod('joint-mixture');
    expect(network()).toEqual([alexnet, alexnet, resnet]);
    now().edit('method.rounds', 2);
    expect(network()).toEqual([alexnet, alexnet]);
    expect(now().draft.issues).toEqual([]);
  });

  it('is one network where all are stages of the same', () => {
    const { now, network } = setUp();
    now().edit('network', [alexnet, alexnet, resnet]);
    now().chooseMethod('snapshot');
    expect(network()).toEqual(alexnet);
    expect(now().draft.spec?.method.kind).toBe('snapshot');
  });

  it('adds and takes away rounds with their networks', () => {
    const { now, network } = setUp();
    now().edit('network', [alexnet, resnet, alexnet]);
    now().addRound(1);
    expect(network()).toEqual([alexnet, resnet, resnet, alexnet]);
    expect(now().draft.spec?.method).toMatchObject({ rounds: 4 });
    now().removeRound(0);
    expect(network()).toEqual([resnet, resnet, alexnet]);
    expect(now().draft.spec?.method).toMatchObject({ rounds: 3 });
  });
});
