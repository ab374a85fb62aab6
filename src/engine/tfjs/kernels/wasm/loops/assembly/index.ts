/** The kernels' loops, on the memory of TensorFlow.js' WebAssembly backend. */
export { col2im } from './col2im';
export { columnSquares, columnSums, normalise, normCombine, normSums } from './columns';
export { packPanels, panelProduct } from './dense';
export { adamStep, add, addRelu, momentumStep, plainStep, reluGradient } from './elementwise';
export { lookUp } from './gather';
export { maxPoolGradient } from './pooling';
export { filterGradient, transposedProduct } from './products';
export { transpose } from './transpose';
