/**
 * The papers’ figures, and their tables that name classes: what the papers read from them, and the view
 * that draws them of one’s own run.
 */
import type { Preset } from '../presets/preset.ts';
import { presetOf } from '../presets/presets.ts';
import type { PublishedFigure } from './exhibit.ts';

const figure = ({
  presets,
  ...figure
}: Omit<PublishedFigure, 'kind' | 'presets'> & {
  readonly presets: readonly string[];
}): PublishedFigure => ({ kind: 'figure', ...figure, presets: presets.map(known) });

const mnist = ['mnist-mlp-quick', 'mnist-mlp'];
const mnistBoosting = ['mnist-mlp-boosting-quick', 'mnist-mlp-boosting'];
const cifar = ['cifar100-resnet56-quick', 'cifar100-resnet56'];
const imagenet = ['imagenet-resnet50-quick', 'imagenet-resnet50'];
const jointly = ['cifar100-resnet56-joint-quick', 'cifar100-resnet56-joint'];
const trees = [
  'glyphs-tree',
  'imagenet-alexnet-levelwise-tree-quick',
  'imagenet-alexnet-levelwise-tree',
];
const flat = ['imagenet-alexnet-levelwise-flat-quick', 'imagenet-alexnet-levelwise-flat'];
const tenThousand = [
  'imagenet10k-alexnet-levelwise-two-level-quick',
  'imagenet10k-alexnet-levelwise-two-level',
  'imagenet10k-alexnet-levelwise-flat-quick',
  'imagenet10k-alexnet-levelwise-flat',
];

export const complementaryFigures: readonly PublishedFigure[] = [
  figure({
    id: 'figure-1a',
    name: 'Figure 1a',
    about: 'error by epoch, MNIST',
    published:
      'From 4.73% to 1.87% in three rounds; class weights lower the error faster than weights of single images do.',
    drawnIn: 'compare',
    view: 'Error over epochs',
    presets: [...mnist, ...mnistBoosting],
  }),
  figure({
    id: 'figure-1b',
    name: 'Figure 1b',
    about: 'accuracy by class, MNIST',
    published: 'Hard digits gain with every network, easy ones keep their accuracy.',
    drawnIn: 'story',
    view: 'Accuracy of the hardest and easiest',
    presets: mnist,
  }),
  figure({
    id: 'figure-2a',
    name: 'Figure 2a',
    about: 'importance, CIFAR-100',
    published:
      'Classes sorted by the first network’s accuracy: importance falls from about 4 to below 1.',
    drawnIn: 'story',
    view: 'Class importance, round by round',
    presets: cifar,
  }),
  figure({
    id: 'figure-2b',
    name: 'Figure 2b, 2d',
    about: 'accuracy, CIFAR-100',
    published: 'On training and test images hard classes gain; on test images less.',
    drawnIn: 'story',
    view: 'Accuracy of the hardest and easiest',
    presets: cifar,
  }),
  figure({
    id: 'figure-2c',
    name: 'Figure 2c',
    about: 'effect of μ, CIFAR-100',
    published: 'μ of 0.3, 0.5 and 0.7: the error falls with every network, and most with 0.7.',
    drawnIn: 'compare',
    view: 'Effect of μ',
    presets: cifar,
  }),
  figure({
    id: 'figure-3',
    name: 'Figure 3',
    about: 'the same, ImageNet',
    published: 'As in Figure 2, for 1,000 classes.',
    drawnIn: 'story',
    view: 'Class importance, round by round',
    presets: imagenet,
  }),
  figure({
    id: 'figure-4',
    name: 'Figure 4',
    about: 'jointly trained',
    published:
      'At epochs 1, 2, 3 and 40 each network’s accuracy by class: they come to the same hard classes.',
    drawnIn: 'members',
    view: 'Accuracy of each class, network by network',
    presets: jointly,
  }),
];

export const levelwiseFigures: readonly PublishedFigure[] = [
  figure({
    id: 'table-ii',
    name: 'Table II',
    about: 'reassignments',
    published: 'About a fifth of the classes end in another group than they began in.',
    drawnIn: 'story',
    view: 'Reassignments',
    presets: trees,
  }),
  figure({
    id: 'table-iii',
    name: 'Table III',
    about: 'gained, lost most',
    published: 'Classes that began in a wrong group gain; a few lose.',
    drawnIn: 'compare',
    view: 'Classes that gained and lost most',
    presets: [...trees, ...flat],
  }),
  figure({
    id: 'figure-3-4',
    name: 'Figures 3, 4',
    about: 'the hierarchy',
    published: 'The tree of visually similar classes, built from features of a trained network.',
    drawnIn: 'story',
    view: 'The tree of classes',
    presets: trees,
  }),
  figure({
    id: 'figure-5',
    name: 'Figure 5',
    about: 'difference by class',
    published: 'Against the flat network 56% of the classes are better, 19% within 1%, 25% worse.',
    drawnIn: 'compare',
    view: 'Accuracy difference, class by class',
    presets: [...trees, ...flat],
  }),
  figure({
    id: 'figure-6-8',
    name: 'Figures 6–8',
    about: 'images, both models',
    published:
      'Test images with both models’ likeliest classes: the mixture is surer where it is right.',
    drawnIn: 'compare',
    view: 'Judged images',
    presets: [...trees, ...flat],
  }),
  figure({
    id: 'figure-9',
    name: 'Figure 9',
    about: 'strength and gain',
    published: 'Classes that their group holds weakly at first gain most.',
    drawnIn: 'compare',
    view: 'Strength in the group against gain',
    presets: [...trees, ...flat],
  }),
  figure({
    id: 'figure-10',
    name: 'Figure 10',
    about: 'separability',
    published: 'Classes of one group lie further apart afterwards.',
    drawnIn: 'compare',
    view: 'Separability within groups',
    presets: [...trees, ...flat],
  }),
  figure({
    id: 'figure-11',
    name: 'Figure 11',
    about: 'the same, ImageNet10K',
    published: 'Against the flat network 68% of the classes are better, 19% within 1%, 13% worse.',
    drawnIn: 'compare',
    view: 'Accuracy difference, class by class',
    presets: tenThousand,
  }),
];

function known(id: string): Preset {
  const preset = presetOf(id);
  if (preset === undefined) throw new Error(`There is no preset ${id}`);
  return preset;
}
