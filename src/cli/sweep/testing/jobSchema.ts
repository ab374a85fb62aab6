/**
 * The fields that Kubernetes has for a Job (batch/v1, as of 1.33), no others: strict copies of the parts
 * of its published reference that a job of runs may use.
 */
import { z } from 'zod';

/** RFC 1123, as names of objects must be. */
const name = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const labels = z.record(
  z.string().regex(/^[\w./-]{1,63}$/),
  z.string().regex(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/),
);
const count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const quantity = z.record(z.string(), z.string().regex(/^\d+(\.\d+)?(m|[KMGTPE]i?)?$/));
const metadata = z.strictObject({ name, namespace: name.optional(), labels: labels.optional() });

const container = z.strictObject({
  name,
  image: z.string().min(1),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  resources: z
    .strictObject({ requests: quantity.optional(), limits: quantity.optional() })
    .optional(),
  volumeMounts: z
    .array(z.strictObject({ name, mountPath: z.string(), readOnly: z.boolean().optional() }))
    .optional(),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
});

const volume = z.strictObject({
  name,
  configMap: z.strictObject({ name }).optional(),
  persistentVolumeClaim: z
    .strictObject({ claimName: name, readOnly: z.boolean().optional() })
    .optional(),
});

const podSpec = z.strictObject({
  // A Job allows no Always, and a limit for each index only Never.
  restartPolicy: z.literal('Never'),
  activeDeadlineSeconds: count.min(1).optional(),
  containers: z.array(container).min(1),
  volumes: z.array(volume).optional(),
});

export const jobSchema = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata,
  spec: z
    .strictObject({
      completions: count.min(1),
      parallelism: count,
      completionMode: z.enum(['Indexed', 'NonIndexed']),
      backoffLimit: count.optional(),
      backoffLimitPerIndex: count.optional(),
      maxFailedIndexes: count.optional(),
      activeDeadlineSeconds: count.optional(),
      ttlSecondsAfterFinished: count.optional(),
      suspend: z.boolean().optional(),
      template: z.strictObject({
        metadata: z.strictObject({ labels: labels.optional() }).optional(),
        spec: podSpec,
      }),
    })
    .refine(
      ({ completions, maxFailedIndexes = 0 }) =>
        maxFailedIndexes <= completions && completions <= 100_000,
    ),
});
