/** The formats that a trained model leaves in, each as the files that it is made of. */
import type { RunState } from '../spec/run/runState.ts';
import { writeLayersModel } from './layersModel/writeLayersModel.ts';
import { modelCard, modelCardName } from './modelCard.ts';
import { writeOnnx } from './onnx/writeOnnx.ts';
import { pytorchFile, pytorchFileName } from './safetensors/pytorchFile.ts';
import { writeModelSafetensors } from './safetensors/writeModelSafetensors.ts';
import type { TrainedModel } from './trainedModel.ts';

/** A file of an export; equal models have equal bytes. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const exportFormats = ['onnx', 'tfjs', 'safetensors'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const writers: Readonly<Record<ExportFormat, (model: TrainedModel) => readonly ExportedFile[]>> = {
  onnx: (model) => [{ name: 'model.onnx', bytes: writeOnnx(model) }],
  tfjs: writeLayersModel,
  safetensors: (model) => [
    { name: 'model.safetensors', bytes: writeModelSafetensors(model) },
    { name: pytorchFileName, bytes: new TextEncoder().encode(pytorchFile) },
  ],
};

/** The files of a model in a format, that with its numbers first. */
export function exportedFiles(model: TrainedModel, format: ExportFormat): readonly ExportedFile[] {
  return writers[format](model);
}

/**
 * The same and the model's card, which goes with them.
 * @param state of the run that trained the model; null where only the model is at hand.
 * @param address of the page that opens links; null leaves the part behind `#`.
 */
export async function exportedModelFiles(
  model: TrainedModel,
  format: ExportFormat,
  state: RunState | null,
  address: string | null,
): Promise<readonly ExportedFile[]> {
  const card = new TextEncoder().encode(await modelCard(model, state, address));
  return [...exportedFiles(model, format), { name: modelCardName, bytes: card }];
}
