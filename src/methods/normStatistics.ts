/**
 * Batch norm's statistics of weights that no step has seen, such as a mean of several networks'
 * (Izmailov et al. 2018): the mean over batches of what each batch's own statistics are.
 */
import type { Succession } from '../data/prepare/imageSupply.ts';
import { type Batch, runningShare, type Trainer, type TrainerSnapshot } from '../engine/engine.ts';
import { statisticsOf } from '../spec/networks/layerParameters.ts';
import { everyLayer, type PlacedNetwork } from '../spec/networks/placedLayers.ts';

/** Names of a network's running statistics. */
export function statisticNames(network: PlacedNetwork): readonly string[] {
  return everyLayer(network).flatMap((layer) => statisticsOf(layer).map(({ name }) => name));
}

/**
 * Gives a network the mean of its batches' statistics, each batch alike: the mean, and the unbiased
 * variance. Nothing else of it changes, nor of its optimiser. Each step begins at statistics of 0,
 * so that what is left after it is the batch's, but for the share that a step keeps.
 * @param batches as a step takes them; their arrays may be reused.
 * @param between awaited before every batch.
 */
export async function recomputeStatistics(
  trainer: Trainer,
  names: readonly string[],
  batches: Succession<Batch>,
  between: () => Promise<void>,
): Promise<void> {
  const held = (await trainer.save()).tensors;
  const zeros = withStatistics(held, names, (name) => new Float32Array(held[name].values.length));
  const sums = new Map(names.map((name) => [name, new Float64Array(held[name].values.length)]));
  let count = 0;
  for await (const batch of batches) {
    await between();
    trainer.load(zeros);
    trainer.step(batch, 0);
    await trainer.takeMetrics();
    const { tensors } = await trainer.save();
    for (const [name, sum] of sums) {
      const { values } = tensors[name];
      for (let at = 0; at < sum.length; at++) sum[at] += values[at] / (1 - runningShare);
    }
    count++;
  }
  const means = (name: string) => Float32Array.from(sums.get(name) ?? [], (sum) => sum / count);
  trainer.load(count === 0 ? { tensors: held } : withStatistics(held, names, means));
}

function withStatistics(
  held: TrainerSnapshot['tensors'],
  names: readonly string[],
  valuesOf: (name: string) => Float32Array,
): TrainerSnapshot {
  const statistics = names.map((name) => [
    name,
    { shape: held[name].shape, values: valuesOf(name) },
  ]);
  return { tensors: { ...held, ...Object.fromEntries(statistics) } };
}
