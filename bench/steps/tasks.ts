import { type BenchNetwork, batchNormNetwork, cnn, colourNetwork, mlp, resnet } from './network.ts';

/** The networks that engines are compared on, by the names they have on the command line. */
export const tasks = {
  mlp: mlp([128], 10),
  cnn: cnn(16, 32, 10),
  bn: batchNormNetwork(100),
  resnet20: resnet(20, 10),
} satisfies Readonly<Record<string, BenchNetwork>>;

export type TaskName = keyof typeof tasks;

export const taskNames = Object.keys(tasks) as TaskName[];

/** Images in a batch. */
export const batchSize = 64;

/** Networks too large for the other comparison, whose reference would take hours for a step. */
const largeTasks = {
  densenet40: colourNetwork({ kind: 'densenet', depth: 40, growth: 12 }, 10),
  resnet18: colourNetwork({ kind: 'resnet-imagenet', depth: 18, form: 'small-images' }, 10),
} satisfies Readonly<Record<string, BenchNetwork>>;

/** What is compared with native engines. */
export const nativeTasks = { ...tasks, ...largeTasks };

export type NativeTaskName = keyof typeof nativeTasks;

export const nativeTaskNames = Object.keys(nativeTasks) as NativeTaskName[];

/** Images in a batch, of each task. */
export function nativeBatch(task: NativeTaskName): number {
  return task in largeTasks ? batchSize / 2 : batchSize;
}
