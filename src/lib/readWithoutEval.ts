/**
 * Imported first where policies forbid making code from text: zod would try whether it may, and
 * browsers report the attempt although it is caught.
 */
import { config } from 'zod';

config({ jitless: true });
