/**
 * A sweep as an Indexed Job of Kubernetes: one pod a run, which finds its place in JOB_COMPLETION_INDEX.
 * The sweep comes as a ConfigMap, the image from a container file, and results go to a volume that all
 * pods share.
 */
import { stringify } from 'yaml';
import { UsageError } from '../../node/usageError.ts';
import { type SweepSpec, sweepHash } from '../../spec/sweeps/sweepSpec.ts';
import { exitCodes } from '../exitCodes.ts';
import { shellWord, slugOf } from './shellText.ts';

export interface KubernetesOptions {
  readonly sweep: SweepSpec;
  readonly runs: number;
  readonly atOnce: number;
  readonly cpus: number;
  /** Seconds after which a run is given up; null for none. */
  readonly seconds: number | null;
  readonly image: string;
  /** Name of the claim to a volume that takes the results, and may hold data. */
  readonly claim: string;
  /** What a run is given beside its place, with paths as the pods see them. */
  readonly shared: readonly string[];
}

/** A ConfigMap holds no more, in bytes. */
const longestSweep = 1_000_000;
/** Seconds until a run is tried again that another pod is at, or was until its node was lost. */
const waitSeconds = 30;

/** The job and its sweep, as the objects of the API. @throws UsageError for a sweep that a ConfigMap has no room for. */
export function kubernetesObjects(options: KubernetesOptions) {
  const { sweep, runs, atOnce, cpus, seconds, image, claim, shared } = options;
  const name = `espalier-${slugOf(sweep.name)}-${sweepHash(sweep).slice(0, 8)}`;
  const written = JSON.stringify(sweep);
  if (new TextEncoder().encode(written).length > longestSweep) {
    throw new UsageError('The sweep is too large for a ConfigMap. Make several smaller ones');
  }
  const run = ['npm', 'run', '--silent', 'espalier', '--', 'run', '/sweep/sweep.json'];
  const words = [...run, '--results', '/results', ...shared].map(shellWord).join(' ');
  // Kubernetes puts variables in place of $(NAME) before the shell reads it, also within quotes.
  const command = words.replaceAll('$', '$$$$');
  const labels = { app: 'espalier', sweep: sweepHash(sweep).slice(0, 16) };
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels },
    data: { 'sweep.json': written },
  };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels },
    spec: {
      completions: runs,
      parallelism: Math.min(atOnce, runs),
      completionMode: 'Indexed',
      // Of each run by itself, so that one that fails takes none of the others with it.
      backoffLimitPerIndex: 4,
      maxFailedIndexes: runs,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          ...(seconds === null ? {} : { activeDeadlineSeconds: seconds }),
          containers: [
            {
              name: 'run',
              image,
              command: [
                '/bin/sh',
                '-c',
                `while true; do ${command} --index "$JOB_COMPLETION_INDEX"; code=$?; [ "$code" -eq ${exitCodes.inUse} ] || exit "$code"; sleep ${waitSeconds}; done`,
              ],
              resources: { requests: { cpu: String(cpus) }, limits: { cpu: String(cpus) } },
              volumeMounts: [
                { name: 'sweep', mountPath: '/sweep', readOnly: true },
                { name: 'results', mountPath: '/results' },
              ],
            },
          ],
          volumes: [
            { name: 'sweep', configMap: { name } },
            { name: 'results', persistentVolumeClaim: { claimName: claim } },
          ],
        },
      },
    },
  };
  return [configMap, job] as const;
}

/**
 * The objects as a file for `kubectl apply --server-side`: applied from the client, the sweep would be written
 * into an annotation as well, which has room for 262,144 bytes.
 * @throws as {@link kubernetesObjects}.
 */
export function kubernetesYaml(options: KubernetesOptions): string {
  return kubernetesObjects(options)
    .map((object) => stringify(object, { lineWidth: 0 }))
    .join('---\n');
}

/** What the image is built from, within a checkout of Espalier. */
export const containerFile = `# podman build --tag <image> --file <this file> <a checkout of Espalier>
FROM docker.io/library/node:20-slim
WORKDIR /espalier
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
`;
