/** Requests about trained networks, and trees over classes, which may be made from one. */
import type { ThreadChoice } from '../../engine/tfjs/parallel/threadChoice.ts';
import type { ExportFormat } from '../../models/exportFormats.ts';
import type { HierarchyProposal } from '../../runner/previewHierarchy.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { NetworkSpec } from '../../spec/networks/networks.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { PathedFile } from '../pile/dropped.ts';

/** What is known of a tree before training. */
export interface HierarchyPreview {
  readonly levels: readonly {
    readonly names: readonly string[] | null;
    /** Classes of each group, sorted by group. */
    readonly sizes: readonly number[];
  }[];
  readonly notes: readonly string[];
  /** Another linkage, where the one chosen puts more than half of the classes into one group. */
  readonly proposal: HierarchyProposal | null;
}

/** What a trained network is. */
export interface NetworkFacts {
  readonly network: NetworkSpec;
  /** Names of the classes that it tells apart. */
  readonly classes: readonly string[];
  /** Of the images that it was trained on. */
  readonly shape: ImageShape;
}

/** The networks of a file, by their hashes, in the model's order. */
export interface TakenNetworks {
  /** What a person calls the file: `model.onnx`. */
  readonly file: string;
  /** At least one. */
  readonly networks: readonly (NetworkFacts & { readonly hash: string })[];
}

export interface NetworkRequests {
  /** Reads a tree from files and fits it to the classes of the data set held. */
  'read-hierarchy': {
    readonly ask: { readonly files: readonly File[] };
    readonly answer: ImportedTree;
  };
  /** The tree as it would be built: group sizes of each level, before training. */
  'preview-hierarchy': {
    readonly ask: { readonly spec: ExperimentSpec; readonly threads?: ThreadChoice };
    readonly answer: HierarchyPreview;
  };
  /** A trained network of this session or of a kept run, as a file. */
  'network-file': {
    readonly ask: { readonly hash: string };
    readonly answer: { readonly bytes: Uint8Array };
  };
  /** What the networks of a run say together, for other programs: one archive with the model's card. */
  'export-model': {
    readonly ask: {
      readonly state: RunState;
      readonly format: ExportFormat;
      /** Of the page that opens links. */
      readonly address: string;
    };
    readonly answer: { readonly name: string; readonly bytes: Uint8Array };
  };
  /** Takes in the networks of files, for runs to start from: a saved one, or all of a model. */
  'take-networks': {
    readonly ask: { readonly files: readonly PathedFile[] };
    readonly answer: TakenNetworks;
  };
}
