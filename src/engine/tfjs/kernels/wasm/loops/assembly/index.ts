/** The kernels' loops, on the memory of TensorFlow.js' WebAssembly backend. */

export { columnSquares, columnSums, normalise, normCombine, normSums } from './columns';
export { packPanels, panelProduct } from './dense';
export { dropout } from './dropout';
export { adamStep, add, addRelu, momentumStep, plainStep, relu, reluGradient } from './elementwise';
export { foldedProduct } from './folding';
export { lookUp } from './gather';
export { maxPoolGradient } from './pooling';
export { filterGradient, transposedProduct } from './products';
export { stridedConvolution, stridedFilter, stridedFilterGradient } from './stridedWinograd';
export { copyColumns, transpose } from './transpose';
export { packRows, unfoldedConvolution } from './unfolding';
export { meanOfWindows, meanOfWindowsGradient, windowMaximumGradient } from './windows';
export { winogradConvolution, winogradFilter, winogradFilterGradient } from './winograd';
