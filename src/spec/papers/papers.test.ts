import { describe, expect, it } from 'vitest';
import { presets } from '../presets/presets.ts';
import type { PaperTable } from './exhibit.ts';
import { papers } from './papers.ts';

const exhibits = papers.flatMap((paper) => paper.exhibits);

function table(id: string): PaperTable {
  const found = exhibits.find((exhibit) => exhibit.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found;
}

const numbers = (id: string) =>
  table(id).rows.map(({ data, name, errors }) => [`${data}, ${name}`, ...errors]);

describe('the published tables', () => {
  it('has Table 1 as printed', () => {
    expect(numbers('table-1')).toEqual([
      ['MNIST, MLP', 4.73, 2.22, 1.87, 1.86],
      ['CIFAR-100, ResNet-56', 29.53, 26.65, 24.97, 24.15],
      ['CIFAR-100, DenseNet-BC', 30.78, 28.95, 27.6, 26.64],
      ['ImageNet1K, ResNet-50', 24.18, 23.28, 22.96, 22.12],
      ['ImageNet1K, DenseNet-121', 25.88, 24.85, 23.67, 22.32],
      ['ImageNet1K, AlexNet', 43.71, 42.61, 40.83, 39.23],
    ]);
  });

  it('has Table 2 by data set, with complementary networks first', () => {
    expect(numbers('table-2')).toEqual([
      ['CIFAR-100, ResNet-56, complementary', 29.53, 26.65, 24.97, 24.15],
      ['CIFAR-100, ResNet-56, plain average', null, null, null, null],
      ['CIFAR-100, ResNet-56, jointly trained', 29.53, 29.4, 29.35, 29.32],
      ['CIFAR-100, ResNet-56, deep boosting', 29.53, 27.6, 26.82, 26.53],
      ['ImageNet1K, ResNet-50, complementary', 24.18, 23.28, 22.96, 22.12],
      ['ImageNet1K, ResNet-50, plain average', null, null, null, null],
      ['ImageNet1K, ResNet-50, jointly trained', 24.18, 23.65, 23.15, 23.08],
      ['ImageNet1K, ResNet-50, deep boosting', 24.18, 24.07, 23.98, 23.75],
    ]);
  });

  it('has Tables I and IV as printed', () => {
    expect(numbers('table-i')).toEqual([
      ['ImageNet1K, AlexNet, baseline', 45.13, 33.29, 21.67, 15.21],
      ['ImageNet1K, AlexNet, LMM', 45.05, 33.3, 21.64, 15.08],
      ['ImageNet1K, AlexNet, w/P, w/o TC', 44.64, 32.93, 21.24, 14.87],
      ['ImageNet1K, AlexNet, w/P, TC', 44.29, 32.65, 21.26, 14.86],
    ]);
    expect(numbers('table-iv')).toEqual(
      expect.arrayContaining([
        ['ImageNet10K, AlexNet, N-way softmax', 70.3, 60.33, 47.99, 39.2],
        ['ImageNet10K, AlexNet, one-level', 69.6, 59.13, 46.87, 38.82],
        ['ImageNet10K, AlexNet, two-level', 69.5, 59.39, 46.88, 38.07],
      ]),
    );
  });

  it('puts the row as printed before its other forms', () => {
    const [mnist] = table('table-1').rows;
    expect(
      mnist.forms.map(({ preset, reading, isScaled }) => [preset.id, reading, isScaled]),
    ).toEqual([
      ['mnist-mlp', null, false],
      ['mnist-mlp-quick', null, true],
      ['mnist-mlp-120-in-all', '120 epochs in all', false],
      ['mnist-mlp-released', 'released code', false],
      ['mnist-mlp-released-quick', 'released code', true],
      ['mnist-mlp-released-120-in-all', 'released code, 120 epochs in all', false],
    ]);
  });

  it('leaves no preset of a table out', () => {
    const shown = exhibits.flatMap((exhibit) =>
      exhibit.kind === 'table' ? exhibit.rows.flatMap(({ forms }) => forms) : [],
    );
    const ids = new Set(shown.map(({ preset }) => preset.id));
    const inTables = presets.filter(({ row }) => row?.startsWith('Table '));
    expect(inTables.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('names each exhibit once', () => {
    expect(new Set(exhibits.map(({ id }) => id)).size).toBe(exhibits.length);
  });
});
