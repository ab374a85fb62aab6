/** Starts decodingThreadEntry.ts in a thread, which does not read TypeScript by itself. */
import { register } from 'tsx/esm/api';

register();
await import('./decodingThreadEntry.ts');
