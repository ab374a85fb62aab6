import type { ModelFormat } from '../../store/runs/modelSlice.ts';

/** The formats that trained models leave in, for people. */
export const modelFormats: readonly {
  readonly format: ModelFormat;
  /** Who opens it. */
  readonly name: string;
  readonly label: string;
  readonly note: string;
}[] = [
  {
    format: 'onnx',
    name: 'ONNX',
    label: 'Model as ONNX',
    note: 'One graph from pixels to probabilities, and its card',
  },
  {
    format: 'tfjs',
    name: 'TensorFlow.js',
    label: 'Model for TensorFlow.js',
    note: 'A layers model of stock layers, and its card',
  },
  {
    format: 'safetensors',
    name: 'PyTorch',
    label: 'Model for PyTorch',
    note: 'safetensors, Python that loads them, and a card',
  },
];
