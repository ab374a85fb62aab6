/** A network of a model as the file of a trained network, from which runs start. */
import { writeNetworkFile } from '../data/networkFile.ts';
import { sharesName } from './memberTensors.ts';
import { modelOfMember, type TrainedModel } from './trainedModel.ts';

/**
 * The bytes of `network.safetensors`: of a flat network those that its run saved. Ψ and θ are folded
 * together in a model and stay behind, as a run that starts from a network begins with its own.
 * @param number of the network, from 1. @throws RangeError where there is none.
 */
export function networkOfModel(model: TrainedModel, number: number): Uint8Array {
  const { classes, input, members, origin } = modelOfMember(model, number);
  const [{ network, tensors, head }] = members;
  const shares = new Set(
    head.kind === 'mixture' ? head.levels.map(({ classifier }) => sharesName(classifier)) : [],
  );
  return writeNetworkFile({
    espalier: origin.espalier,
    network,
    shape: input.shape,
    classes,
    normalisation: input.normalisation,
    tensors: Object.fromEntries(Object.entries(tensors).filter(([name]) => !shares.has(name))),
  });
}
