/**
 * Published data sets that can be fetched when a person asks: where they lie, how large they are,
 * and the SHA-256 of their files where it is known. This file is the only place for addresses; the
 * page's content policy allows the hosts below and no others. It imports nothing, since the build
 * reads it too.
 *
 * Hashes of MNIST's, Fashion-MNIST's and KMNIST's files and of CIFAR's archives are those that
 * TensorFlow Datasets and torchvision check.
 */

/** A file of a data set. */
export interface RemoteFile {
  /** Its name, which may tell its split: `train-images-idx3-ubyte.gz`, `train/0000.parquet`. */
  readonly name: string;
  readonly address: string;
  /** Null where it is not known beforehand. */
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** Files that make the data set together, or the data set of the Hugging Face Hub that has them. */
export type RemoteCopy =
  | { readonly kind: 'files'; readonly files: readonly RemoteFile[] }
  | { readonly kind: 'hub'; readonly name: string };

export interface CatalogueEntry {
  /** How experiments name it. */
  readonly source: string;
  readonly title: string;
  /** What is to be seen, in a few words. */
  readonly about: string;
  readonly classes: number;
  readonly train: number;
  readonly test: number;
  /** As `28 × 28 grey`. */
  readonly shape: string;
  /** What comes over the network, about. */
  readonly bytes: number;
  readonly licence: string;
  /** Where it is described. */
  readonly home: string;
  /** Copies that sites let other sites' pages fetch, best first. */
  readonly forPages: readonly RemoteCopy[];
  /** Where it was published first; sites need not let pages fetch it. */
  readonly published: readonly RemoteCopy[];
  /** Which column of a table is the label, where there are several. */
  readonly label: string | null;
}

/** The Hugging Face Hub's interface that lists a data set's files. */
export const hubListing = 'https://datasets-server.huggingface.co/parquet?dataset=';
/** The Hub itself, which models are published to when a person asks for it. */
export const hubAddress = 'https://huggingface.co';
/** Where a person looks at a data set of the Hub. */
export const hubHome = `${hubAddress}/datasets/`;

/**
 * Hosts that files lie on, or that these lead on to.
 * @public for vite.config.ts, whose content policy allows them.
 */
export const catalogueHosts: readonly string[] = [
  'https://raw.githubusercontent.com',
  hubAddress,
  'https://datasets-server.huggingface.co',
  // The Hub's own stores, which it redirects to, and which take the large files of what is published.
  'https://*.hf.co',
];

const hub = (name: string): RemoteCopy => ({ kind: 'hub', name });

const idxNames = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
] as const;

/** Four files as MNIST has them, below one address; sizes and hashes in the order of the names. */
function idxFiles(below: string, known: readonly (readonly [number, string])[]): RemoteCopy {
  const files = idxNames.map((name, place) => {
    const [bytes, sha256] = known[place];
    return { name, address: `${below}${name}`, bytes, sha256 };
  });
  return { kind: 'files', files };
}

const mnist = [
  [9_912_422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'],
  [28_881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'],
  [1_648_877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'],
  [4_542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'],
] as const;

const fashionMnist = [
  [26_421_880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'],
  [29_515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'],
  [4_422_102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'],
  [5_148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'],
] as const;

const kmnist = [
  [18_165_135, '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4'],
  [29_497, 'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17'],
  [3_041_136, 'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5'],
  [5_120, '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c'],
] as const;

function archive(name: string, bytes: number, sha256: string): RemoteCopy {
  const address = `https://www.cs.toronto.edu/~kriz/${name}`;
  return { kind: 'files', files: [{ name, address, bytes, sha256 }] };
}

const digits = { classes: 10, train: 60_000, test: 10_000, shape: '28 × 28 grey', label: null };
const photographs = { train: 50_000, test: 10_000, shape: '32 × 32 colour' };
const notStated = 'not stated; the authors ask to be cited';

export const catalogue: readonly CatalogueEntry[] = [
  {
    ...digits,
    source: 'catalog:mnist',
    title: 'MNIST',
    about: 'handwritten digits',
    bytes: 11_594_722,
    licence: 'not stated; often given as CC BY-SA 3.0',
    home: 'http://yann.lecun.com/exdb/mnist/',
    forPages: [
      idxFiles('https://raw.githubusercontent.com/fgnt/mnist/master/', mnist),
      hub('ylecun/mnist'),
    ],
    published: [idxFiles('https://storage.googleapis.com/cvdf-datasets/mnist/', mnist)],
  },
  {
    ...digits,
    source: 'catalog:fashion-mnist',
    title: 'Fashion-MNIST',
    about: 'ten kinds of clothes',
    bytes: 30_878_645,
    licence: 'MIT',
    home: 'https://github.com/zalandoresearch/fashion-mnist',
    forPages: [
      idxFiles(
        'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
        fashionMnist,
      ),
    ],
    published: [],
  },
  {
    ...digits,
    source: 'catalog:kmnist',
    title: 'KMNIST',
    about: 'ten cursive Japanese characters',
    bytes: 21_240_888,
    licence: 'CC BY-SA 4.0',
    home: 'http://codh.rois.ac.jp/kmnist/',
    forPages: [hub('tanganke/kmnist')],
    published: [idxFiles('https://codh.rois.ac.jp/kmnist/dataset/kmnist/', kmnist)],
  },
  {
    ...photographs,
    source: 'catalog:cifar-10',
    title: 'CIFAR-10',
    about: 'small photographs of animals and vehicles',
    classes: 10,
    bytes: 170_052_171,
    licence: notStated,
    home: 'https://www.cs.toronto.edu/~kriz/cifar.html',
    forPages: [hub('uoft-cs/cifar10')],
    published: [
      archive(
        'cifar-10-binary.tar.gz',
        170_052_171,
        'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      ),
    ],
    label: null,
  },
  {
    ...photographs,
    source: 'catalog:cifar-100',
    title: 'CIFAR-100',
    about: 'small photographs of a hundred things in twenty groups',
    classes: 100,
    bytes: 168_513_733,
    licence: notStated,
    home: 'https://www.cs.toronto.edu/~kriz/cifar.html',
    forPages: [hub('uoft-cs/cifar100')],
    published: [
      archive(
        'cifar-100-binary.tar.gz',
        168_513_733,
        '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
      ),
    ],
    label: 'fine_label',
  },
];

/** The entry that experiments name so, or undefined. */
export function catalogueEntry(source: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.source === source);
}
