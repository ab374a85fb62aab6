/**
 * What distinguishes one kind of network from the others, in one place each: `mlp.ts`, `cnn.ts` and
 * so on describe theirs, `networks.ts` lists them all.
 *
 * Members that take a spec are written as methods: TypeScript then lets a descriptor of one kind
 * stand for a descriptor of any, as `descriptorOf` needs it.
 */
import type { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ImageShape } from '../units.ts';
import type { LayerList } from './layerDescription.ts';

export interface NetworkDescriptor<Spec extends { readonly kind: string }> {
  readonly kind: Spec['kind'];
  /** What the form calls it, and one sentence on what it is made of. */
  readonly label: string;
  readonly help: string;
  readonly schema: z.ZodType<Spec>;
  /** What a person can choose, by path (`network.depth`), in the order of the form. */
  readonly options: OptionDescriptions;
  /** What a person who picks the kind starts from. */
  readonly start: Spec;
  /** Whether it slides filters over rows and columns, and cannot take feature vectors. */
  readonly needsImages: boolean;
  /** In a few words: `MLP 50`, `ResNet-56`. */
  text(network: Spec): string;
  /** The same in six letters, for the folded rail. */
  mark(network: Spec): string;
  /**
   * Its layers for images of a shape and N classes, one after another; the last is the classifier.
   * @throws LayerMisfit where what follows depends on images that are too small.
   */
  layersOf(network: Spec, shape: ImageShape, classCount: number): LayerList;
  /**
   * Multiplications of one image that the number of shards is computed from (see shardCount.ts),
   * where those are not the network's multiply-adds: digests depend on it, so what a kind once
   * counted stays.
   */
  shardProducts?(network: Spec, shape: ImageShape): number;
}
