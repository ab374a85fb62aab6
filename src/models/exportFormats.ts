/** The formats that a trained model leaves in, each as the files that it is made of. */
import { pytorchFile, pytorchFileName } from './safetensors/pytorchFile.ts';
import { writeModelSafetensors } from './safetensors/writeModelSafetensors.ts';
import type { TrainedModel } from './trainedModel.ts';

/** A file of an export; equal models have equal bytes. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const exportFormats = ['safetensors'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const writers: Readonly<Record<ExportFormat, (model: TrainedModel) => readonly ExportedFile[]>> = {
  safetensors: (model) => [
    { name: 'model.safetensors', bytes: writeModelSafetensors(model) },
    { name: pytorchFileName, bytes: new TextEncoder().encode(pytorchFile) },
  ],
};

/** The files of a model in a format, that with its numbers first. */
export function exportedFiles(model: TrainedModel, format: ExportFormat): readonly ExportedFile[] {
  return writers[format](model);
}
