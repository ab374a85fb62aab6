/** The headers that the page's files are best sent with; docs/hosting.md has them for common hosts. */

/** The headers that isolate a page from others, without which browsers share no memory between threads. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/**
 * What any of the files may do, the worker's among them, which the policy inside the page does not
 * bind: it may fetch what a person names from any host that lets pages of other sites do so. No page
 * may show this one in a frame.
 */
export const filePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "worker-src 'self'",
  "connect-src 'self' https: http:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** All headers for all files. */
export const fileHeaders = {
  ...isolationHeaders,
  'Content-Security-Policy': filePolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;
