/** The kernels' loops, on the memory of TensorFlow.js' WebAssembly backend. */
export { columnSquares, columnSums, normalise, normCombine, normSums } from './columns';
export { layOutPanels, panelProduct } from './dense';
export { adamStep, add, addRelu, momentumStep, plainStep, reluGradient } from './elementwise';
export { lookUp } from './gather';
export { addPatches } from './patches';
export { maxPoolGradient } from './pooling';
export { filterGradient, transposedProduct } from './products';
export { transpose } from './transpose';
