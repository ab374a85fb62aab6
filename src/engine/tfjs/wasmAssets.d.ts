/** A WebAssembly file as Vite hands it out: its URL. */
declare module '*.wasm?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: the form that Vite gives such modules.
  export default url;
}
