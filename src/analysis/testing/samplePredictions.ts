/** Made-up predictions: each class loses images to its look-alikes, as often as it is told to. */
import { createRandom, type Random } from '../../lib/random.ts';

const groupsOfLookAlikes = ['1lIi', '0Oo', 'sS', 'zZ', 'vV', 'wW', 'xX', 'cC'];

/** For each class, the classes it is taken for, nearest first. */
export function lookAlikes(classes: readonly string[]): number[][] {
  return classes.map((name, index) => {
    const group = groupsOfLookAlikes.find((letters) => letters.includes(name)) ?? '';
    const twins = [...group].map((letter) => classes.indexOf(letter)).filter((at) => at >= 0);
    const others = [index + 7, index + 11].map((at) => at % classes.length);
    return [...twins, ...others].filter((at) => at !== index);
  });
}

/** How well a plain network does on each class: worse with more look-alikes. */
export function gradedAccuracy(
  groups: readonly (readonly number[])[],
  level: number,
  random: Random,
): number[] {
  return groups.map((group) => {
    const twins = group.length - 2;
    const share = level + 0.1 - 0.17 * twins * (1.8 - level) + 0.05 * random.normal();
    return Math.min(0.99, Math.max(0.1, share));
  });
}

/** Predicted class of each test image, class by class, given the share each class gets right. */
export function drawPredictions(
  accuracy: readonly number[],
  groups: readonly (readonly number[])[],
  perClass: number,
  network: number,
): number[] {
  const own = createRandom(network, 'network');
  return accuracy.flatMap((share, index) => {
    const shared = createRandom(index, 'image');
    return Array.from({ length: perClass }, () => {
      const difficulty = 0.6 * shared.uniform() + 0.4 * own.uniform();
      if (difficulty < share) return index;
      const group = groups[index];
      return group[Math.min(group.length - 1, Math.floor(own.uniform() ** 2 * group.length))];
    });
  });
}

/** Share of each class's images predicted as that class. */
export function shareCorrect(predictions: readonly number[], perClass: number): number[] {
  const classes = predictions.length / perClass;
  return Array.from({ length: classes }, (_, index) => {
    const own = predictions.slice(index * perClass, (index + 1) * perClass);
    return own.filter((predicted) => predicted === index).length / perClass;
  });
}
