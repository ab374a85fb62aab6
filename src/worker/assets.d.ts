/** Files that the build copies beside the page; their import is their address. */
declare module '*.wasm?url' {
  const url: string;
  export default url;
}
