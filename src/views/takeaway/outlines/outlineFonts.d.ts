/** The address of a font as TrueType, as the build unpacks it (`scripts/shipping/outlineFonts.ts`). */
declare module '*.woff2?outlines' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: it is what the build makes of an import of a file
  export default address;
}
