import { type BenchNetwork, batchNormNetwork, cnn, mlp, resnet } from './network.ts';

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
