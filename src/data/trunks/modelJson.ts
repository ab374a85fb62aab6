/** The description of a TensorFlow.js model, as far as all forms have it, and of each weight. */
import { z } from 'zod';
import { quoted } from '../limits.ts';
import { fieldFault } from './fieldFault.ts';
import { modelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import { modelLimits } from './modelLimits.ts';

const side = z
  .int()
  .min(0)
  .max(2 ** 31);

const weightSchema = z.object({
  name: z.string().min(1).max(1000),
  shape: z.array(side).max(modelLimits.rank),
  dtype: z.enum(['float32', 'int32', 'float16', 'uint8', 'uint16', 'bool'], {
    error: 'must be float32, int32, float16 or bool, whole or packed as uint8 or uint16',
  }),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().optional(),
      min: z.number().optional(),
      original_dtype: z.enum(['float32', 'int32']).optional(),
    })
    .optional(),
});

export type ModelWeight = z.infer<typeof weightSchema>;

const manifestSchema = z
  .array(
    z.object({
      paths: z.array(z.string().max(1000)).max(modelLimits.shards),
      weights: z.array(weightSchema).max(modelLimits.weights),
    }),
  )
  .max(modelLimits.shards);

const descriptionSchema = z.object({
  format: z.string().optional(),
  generatedBy: z.unknown().optional(),
  modelTopology: z.record(z.string(), z.unknown(), { error: 'must be an object' }),
  weightsManifest: manifestSchema,
  signature: z.record(z.string(), z.unknown()).nullish(),
  userDefinedMetadata: z.record(z.string(), z.unknown()).nullish(),
});

export type ModelJson = z.infer<typeof descriptionSchema>;

/** @throws DataError naming the field that is not as TensorFlow.js has it. */
export function readModelJson({ file, json }: Pick<ModelFiles, 'file' | 'json'>): ModelJson {
  const parsed = descriptionSchema.safeParse(parseJson(json, file));
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const [manifest, group, list, index] = path;
  const value = path.join('.');
  const named =
    manifest === 'weightsManifest' && list === 'weights' ? nameAt(json, group, index) : null;
  const where =
    named === null ? (value === '' ? null : `field ${quoted(value)}`) : `weight ${quoted(named)}`;
  throw modelError(file, where, fieldFault(message), 'what TensorFlow.js writes into model.json');
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const found = error instanceof SyntaxError ? 'it is no JSON' : 'it is no text in UTF-8';
    throw modelError(file, null, found, 'JSON, whole');
  }
}

/** The name of the weight that is at fault, where it has one. */
function nameAt(json: Uint8Array, group: unknown, index: unknown): string | null {
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(json));
  const name = weightsManifest?.[String(group)]?.weights?.[String(index)]?.name;
  return typeof name === 'string' ? name : null;
}
