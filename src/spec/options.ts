/**
 * What a person can choose, described once: label, explanation, symbol, equation, range. The form
 * derives its fields from these descriptions, the schema its ranges, the README its table.
 *
 * `ours: true` marks what the papers leave open or do not have; the interface says so.
 */

interface Described {
  readonly label: string;
  /** One sentence for somebody who has just read the paper. */
  readonly help: string;
  /** The paper's symbol, where it has one. */
  readonly symbol?: string;
  /** Where the paper defines it, such as `Eq. 8`. */
  readonly equation?: string;
  /** A choice of this project, not of the paper. */
  readonly ours?: boolean;
}

export interface NumberOption extends Described {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  /** The step of the field's buttons and arrow keys. */
  readonly step: number;
}

export interface ChoiceOption<Value extends string = string> extends Described {
  readonly kind: 'choice';
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    readonly help: string;
    readonly ours?: boolean;
  }[];
}

export interface FlagOption extends Described {
  readonly kind: 'flag';
}

export interface ListOption extends Described {
  readonly kind: 'integers';
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
}

/** A trained network, named by its hash. */
export interface NetworkOption extends Described {
  readonly kind: 'network';
}

/** A tree over the classes, from a file. */
export interface TreeOption extends Described {
  readonly kind: 'tree';
}

/** Some of the data set's classes, by name. */
export interface ClassesOption extends Described {
  readonly kind: 'classes';
}

export type OptionDescription =
  | NumberOption
  | ChoiceOption
  | FlagOption
  | ListOption
  | NetworkOption
  | TreeOption
  | ClassesOption;

/** Every option by its path in the ExperimentSpec. */
export const options = {
  seed: {
    kind: 'integer',
    label: 'Seed',
    help: 'Every random draw follows from it: the same seed on the same device repeats the run.',
    min: 0,
    max: 2 ** 31 - 1,
    step: 1,
  },
  'dataset.validation': {
    kind: 'number',
    label: 'Validation share',
    help: 'Share of the training images held out, class by class; at least one image a class.',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
  'dataset.validation.perClass': {
    kind: 'integer',
    label: 'Validation images per class',
    help: 'So many training images of each class held out: 500 leave 45,000 of CIFAR-10’s 50,000.',
    min: 1,
    max: 100_000,
    step: 50,
  },
  'dataset.testShare': {
    kind: 'number',
    label: 'Test share',
    help: 'Share of each class held out for testing, since the files hold no test images.',
    ours: true,
    min: 0.01,
    max: 0.5,
    step: 0.05,
  },
  'dataset.limitPerClass': {
    kind: 'integer',
    label: 'Images per class, at most',
    help: 'Takes only the first so many training images of each class; empty takes all.',
    ours: true,
    min: 2,
    max: 1_000_000,
    step: 10,
  },
  'dataset.dropLeaked': {
    kind: 'flag',
    label: 'Leave out leaked images',
    help: 'Leaves out training images that stand among the test images as well, byte for byte.',
    ours: true,
  },
  'augment.pad': {
    kind: 'integer',
    label: 'Pad and crop',
    help: 'Pads each training image by this many pixels and crops it back at a random place, which shifts it by up to as many.',
    min: 0,
    max: 8,
    step: 1,
  },
  'augment.mirror': {
    kind: 'flag',
    label: 'Mirror',
    help: 'Mirrors half of the training images left to right, at random.',
  },
  'augment.normalise': {
    kind: 'choice',
    label: 'Normalise',
    help: 'How pixel values reach the network.',
    choices: [
      {
        value: 'unit',
        label: '0 to 1',
        help: 'Bytes divided by 255; feature vectors as they are.',
      },
      {
        value: 'per-channel',
        label: 'per channel',
        help: 'Mean 0 and standard deviation 1 in each channel of the training images, or in each feature of vectors.',
      },
    ],
  },
  'network.kind': {
    kind: 'choice',
    label: 'Network',
    help: 'The network that every round trains afresh.',
    choices: [
      { value: 'mlp', label: 'MLP', help: 'Fully connected layers with ReLU between them.' },
      {
        value: 'cnn',
        label: 'Small CNN',
        help: 'Two 3 × 3 convolutions with ReLU and max-pooling, then one dense layer.',
      },
      {
        value: 'resnet',
        label: 'ResNet',
        help: 'Residual network of depth 6n + 2 for small images (He et al. 2016).',
      },
    ],
  },
  'network.hidden': {
    kind: 'integers',
    label: 'Hidden layers',
    help: 'Units of each hidden layer, separated by commas; none gives a linear classifier.',
    min: 1,
    max: 4096,
    maxLength: 8,
  },
  'network.initial': {
    kind: 'choice',
    label: 'Initial weights',
    help: 'How the weights of the dense layers are drawn.',
    choices: [
      { value: 'normal', label: 'N(0, 0.01)', help: 'Standard deviation 0.01, as the paper.' },
      {
        value: 'he',
        label: 'He',
        help: 'Variance 2 / inputs: for deeper networks.',
        ours: true,
      },
    ],
  },
  'network.channels': {
    kind: 'integers',
    label: 'Channels',
    help: 'Channels of the two convolutions.',
    min: 1,
    max: 256,
    maxLength: 2,
  },
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers, 6n + 2.',
    choices: ['8', '14', '20', '32', '44', '56'].map((value) => ({
      value,
      label: value,
      help: `${(Number(value) - 2) / 6} residual blocks a stage.`,
    })),
  },
  'training.epochs': {
    kind: 'integer',
    label: 'Epochs',
    help: 'Passes over the training images, for each network.',
    min: 1,
    max: 10_000,
    step: 1,
  },
  'training.batchSize': {
    kind: 'integer',
    label: 'Batch size',
    help: 'Images a step. The last, partial batch of an epoch is dropped.',
    min: 1,
    max: 4096,
    step: 16,
  },
  'training.optimizer': {
    kind: 'choice',
    label: 'Optimiser',
    help: 'How the weights follow the gradient.',
    choices: [
      { value: 'sgd', label: 'SGD', help: 'Stochastic gradient descent, as in the paper.' },
      { value: 'adam', label: 'Adam', help: 'Kingma and Ba 2015.', ours: true },
    ],
  },
  'training.learningRate': {
    kind: 'number',
    label: 'Learning rate',
    help: 'Step size before the schedule.',
    min: 1e-7,
    max: 10,
    step: 0.01,
  },
  'training.momentum': {
    kind: 'number',
    label: 'Momentum',
    help: 'Share of the last step that SGD repeats; 0 for none.',
    min: 0,
    max: 0.999,
    step: 0.1,
  },
  'training.weightDecay': {
    kind: 'number',
    label: 'Weight decay',
    help: 'Pulls every weight towards 0 by this factor, added to the gradient.',
    min: 0,
    max: 1,
    step: 0.0001,
  },
  'training.schedule.kind': {
    kind: 'choice',
    label: 'Schedule',
    help: 'How the learning rate changes over the epochs of a round.',
    choices: [
      { value: 'steps', label: 'steps', help: 'Multiplied by the factor after given epochs.' },
      { value: 'cosine', label: 'cosine', help: 'Half a cosine down to 0.', ours: true },
    ],
  },
  'training.schedule.at': {
    kind: 'integers',
    label: 'Steps after epochs',
    help: 'Epochs after which the rate is multiplied by the factor; empty keeps it constant.',
    min: 1,
    max: 10_000,
    maxLength: 16,
  },
  'training.schedule.factor': {
    kind: 'number',
    label: 'Factor',
    help: 'What the learning rate is multiplied by at each step.',
    min: 0.001,
    max: 1,
    step: 0.1,
  },
  'method.kind': {
    kind: 'choice',
    label: 'Method',
    help: 'How networks are trained and joined.',
    choices: [
      {
        value: 'complementary',
        label: 'Complementary',
        help: 'Each network works on the classes that the last found hard; they vote (CVPR 2019).',
      },
      {
        value: 'levelwise',
        label: 'Level-wise mixture',
        help: 'A tree of similar classes, a softmax for each of its levels; classes change groups while training (IEEE TIP).',
      },
      { value: 'averaging', label: 'Averaging', help: 'Networks of different seeds, averaged.' },
      { value: 'single', label: 'Single', help: 'One network, every class equally important.' },
    ],
  },
  'method.rounds': {
    kind: 'integer',
    label: 'Networks',
    help: 'How many networks are trained, one after another.',
    symbol: 'τ',
    equation: 'Algorithm 1',
    min: 1,
    max: 64,
    step: 1,
  },
  'method.mu': {
    kind: 'number',
    label: 'Stress on errors',
    help: 'Scales every error rate before it changes importance. The theorem asks ½ < μ < 1/(2ε).',
    symbol: 'μ',
    equation: 'Eq. 6, 8',
    min: 0.05,
    max: 10,
    step: 0.05,
  },
  'method.errors': {
    kind: 'choice',
    label: 'Class errors',
    help: 'How the error of a class is measured.',
    symbol: 'ε(l)',
    equation: 'Eq. 4',
    choices: [
      { value: 'soft', label: 'soft', help: 'From probabilities, as Eq. 4.' },
      { value: 'hard', label: 'hard', help: 'Share of the class’s images misclassified.' },
    ],
  },
  'method.errorsFrom': {
    kind: 'choice',
    label: 'Errors from',
    help: 'Images on which the class errors are measured; validation where training error nears 0.',
    choices: [
      { value: 'train', label: 'training', help: 'The images trained on, without augmentation.' },
      { value: 'validation', label: 'validation', help: 'The images held out.' },
    ],
  },
  'method.objective': {
    kind: 'choice',
    label: 'Objective',
    help: 'What each network minimises.',
    equation: 'Eq. 2, 3',
    choices: [
      {
        value: 'likelihood',
        label: 'likelihood',
        help: 'Cross-entropy, each image weighted N·ϕ(class), over the batch’s sum of weights.',
      },
      {
        value: 'likelihood-balanced',
        label: 'likelihood, balanced',
        help: 'Weighted ϕ(class)·R/R(class): Eq. 2 exactly, also for unequal class sizes.',
      },
      {
        value: 'margin',
        label: 'margin',
        help: 'Eq. 3 in full, with ln p of the wrong classes held above ln 1e-7 (ours).',
      },
    ],
  },
  'method.update': {
    kind: 'choice',
    label: 'Update',
    help: 'How importance follows from the class errors.',
    symbol: 'φ',
    equation: 'Eq. 6',
    choices: [
      { value: 'paper', label: 'as printed', help: 'φ·γ^(1 − μ ε(l)).' },
      {
        value: 'released-code',
        label: 'released code',
        help: 'φ·γ^(1 − ε(l)) with hard errors, as in the authors’ repository.',
      },
    ],
  },
  'method.targetAccuracy': {
    kind: 'number',
    label: 'Target accuracy',
    help: 'Stops when the ensemble reaches it on the images that errors are measured on.',
    ours: true,
    min: 0.01,
    max: 1,
    step: 0.01,
  },
  'method.hierarchy.from': {
    kind: 'choice',
    label: 'Hierarchy from',
    help: 'Where the tree of classes comes from.',
    equation: 'Eq. 3',
    choices: [
      {
        value: 'features',
        label: 'features',
        help: 'Classes with similar mean features of the network are grouped, after the warm-up.',
      },
      {
        value: 'labels',
        label: 'coarse labels',
        help: 'The data set’s own groups: folders within folders.',
      },
      { value: 'import', label: 'a file', help: 'A tree of your own.' },
      {
        value: 'confusion',
        label: 'confusions',
        help: 'No groups: one Ψ from predicted to true class, as in the one-level row of Table IV.',
        ours: true,
      },
    ],
  },
  'method.hierarchy.imported': {
    kind: 'tree',
    label: 'Tree',
    help: 'JSON with names and children, node-link JSON, or lines of parent and child; its leaves are named as the classes are.',
    ours: true,
  },
  'method.hierarchy.warmupEpochs': {
    kind: 'integer',
    label: 'Warm-up epochs',
    help: 'Epochs with a flat softmax before the tree is built; they count as epochs of the run.',
    ours: true,
    min: 0,
    max: 10_000,
    step: 1,
  },
  'method.hierarchy.levels': {
    kind: 'integers',
    label: 'Groups per level',
    help: 'Number of groups of each level, the coarsest first, separated by commas: 6, 20.',
    symbol: 'N_l',
    equation: 'Eq. 10',
    min: 2,
    max: 100_000,
    maxLength: 5,
  },
  'method.hierarchy.branching': {
    kind: 'integer',
    label: 'Branching',
    help: 'Instead of numbers: each level has so many times fewer groups than the one below.',
    ours: true,
    min: 2,
    max: 10_000,
    step: 1,
  },
  'method.hierarchy.linkage': {
    kind: 'choice',
    label: 'Linkage',
    help: 'How the distance between two groups follows from their classes.',
    ours: true,
    choices: [
      { value: 'average', label: 'average', help: 'Mean distance of their classes.' },
      { value: 'complete', label: 'complete', help: 'Largest distance of their classes.' },
      {
        value: 'ward',
        label: 'Ward',
        help: 'Least growth of the spread of the class means; more even group sizes.',
      },
    ],
  },
  'method.hierarchy.sigma': {
    kind: 'number',
    label: 'Scale of similarity',
    help: 'One scale for all distances; empty takes each class’s distance to its 7th neighbour. Ward does without it.',
    symbol: 'σ',
    equation: 'Eq. 3',
    ours: true,
    min: 1e-12,
    max: 1e9,
    step: 0.1,
  },
  'method.levelWeights': {
    kind: 'choice',
    label: 'Level weights',
    help: 'How much each level counts in the mixture; the paper does not say how they are set.',
    symbol: 'θ',
    equation: 'Eq. 1',
    ours: true,
    choices: [
      { value: 'uniform', label: 'uniform', help: 'All alike; this caps the confidence.' },
      { value: 'given', label: 'given', help: 'A list, the coarsest level first, summing to 1.' },
      {
        value: 'learned',
        label: 'learned',
        help: 'Trained with the network; tends towards a flat softmax.',
      },
      { value: 'fitted', label: 'fitted', help: 'Fitted to the validation images each epoch.' },
    ],
  },
  'method.levelWeightMinimum': {
    kind: 'number',
    label: 'Least level weight',
    help: 'No level counts less, where the weights are learned or fitted.',
    symbol: 'θ',
    ours: true,
    min: 0,
    max: 0.5,
    step: 0.01,
  },
  'method.adapt': {
    kind: 'choice',
    label: 'Adapt',
    help: 'What is re-estimated while training.',
    equation: 'Algorithm 1',
    choices: [
      { value: 'none', label: 'nothing', help: 'Tree and Ψ stay as they were built.' },
      { value: 'assignment', label: 'Ψ', help: 'Ψ follows sampled group labels; the tree stays.' },
      {
        value: 'tree',
        label: 'Ψ and tree',
        help: 'And each class moves to its best group after every epoch.',
      },
    ],
  },
  'method.moveBy': {
    kind: 'choice',
    label: 'Best group by',
    help: 'Which group a class moves to.',
    ours: true,
    choices: [
      { value: 'counts', label: 'images', help: 'Where most of its images are.' },
      {
        value: 'assignment',
        label: 'Ψ',
        help: 'The largest Ψ, as the paper prunes; favours small groups.',
      },
    ],
  },
  'method.nonOverlapping': {
    kind: 'flag',
    label: 'Non-overlapping groups',
    help: 'Of each class’s entries in Ψ only the largest is kept.',
  },
  'method.beta': {
    kind: 'number',
    label: 'Smoothing of Ψ',
    help: 'Added to every count; empty is 1/N. Large values flatten Ψ and silence the groups.',
    symbol: 'β',
    equation: 'Eq. 4, 6',
    min: 1e-9,
    max: 1e6,
    step: 0.01,
  },
  'method.adaptFromEpoch': {
    kind: 'integer',
    label: 'Adapt from epoch',
    help: 'The first epoch in which group labels are sampled.',
    ours: true,
    min: 1,
    max: 10_000,
    step: 1,
  },
  'method.levelWeightDecay': {
    kind: 'number',
    label: 'Decay of level classifiers',
    help: 'Weight decay of the classifiers of all levels.',
    symbol: 'α',
    equation: 'Eq. 20, 21',
    min: 0,
    max: 1,
    step: 0.0001,
  },
  'method.initialFrom': {
    kind: 'network',
    label: 'Start from',
    help: 'The network of an earlier run, flat or level-wise, instead of random weights.',
    equation: 'Table IV',
  },
  'method.pinned': {
    kind: 'classes',
    label: 'Pinned classes',
    help: 'Classes that keep their groups; more can be pinned and let go while training.',
    ours: true,
  },
  device: {
    kind: 'choice',
    label: 'Device',
    help: 'What the networks are trained on.',
    choices: [
      { value: 'auto', label: 'automatic', help: 'WebGPU on a real graphics card, else WASM.' },
      { value: 'webgpu', label: 'WebGPU', help: 'The graphics card.' },
      { value: 'wasm', label: 'WASM', help: 'The processor, with SIMD.' },
      { value: 'webgl', label: 'WebGL', help: 'The graphics card through the older interface.' },
      { value: 'cpu', label: 'plain CPU', help: 'Slow JavaScript; the reference.' },
    ],
  },
} as const satisfies Record<string, OptionDescription>;

export type OptionPath = keyof typeof options;
