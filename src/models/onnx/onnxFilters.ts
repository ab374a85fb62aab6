/** Filters of convolutions: height × width × inputs × outputs here, outputs × inputs × height × width in ONNX. */

/** Whether a tensor of a layer is a filter. */
export const isFilter = (tensor: string): boolean => tensor.endsWith('/filter');

/** Axes for `transposed`, from here to ONNX. */
export const toOnnxFilter = [3, 2, 0, 1] as const;
/** And back. */
export const toEspalierFilter = [2, 3, 1, 0] as const;
