import { placedNetwork } from '../../../spec/networks/networkFacts.ts';
import type { PlacedNetwork } from '../../../spec/networks/placedLayers.ts';
import type { JointTrainerOptions, LevelwiseTrainerOptions, TrainerOptions } from '../../engine.ts';

/** A trainer's options with the layers of a network of any make in place of a network of a kind. */
export type Layered<Options extends Pick<TrainerOptions, 'network'>> = Omit<Options, 'network'> & {
  readonly layers: PlacedNetwork;
};

/** The options with their network's layers. */
export function layeredOf<Options extends TrainerOptions | LevelwiseTrainerOptions>({
  network,
  ...others
}: Options): Layered<Options> {
  return { ...others, layers: placedNetwork(network, others.shape, others.classCount) };
}

/** Options of networks that are trained together, with the layers of each. */
export type LayeredJoint = Omit<JointTrainerOptions, 'networks'> & {
  readonly networks: readonly PlacedNetwork[];
};

/** The options with their networks' layers. */
export function layeredJointOf({ networks, ...others }: JointTrainerOptions): LayeredJoint {
  const { shape, classCount } = others;
  return {
    ...others,
    networks: networks.map((network) => placedNetwork(network, shape, classCount)),
  };
}
