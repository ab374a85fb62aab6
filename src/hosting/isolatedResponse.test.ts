import { expect, it } from 'vitest';
import { isolatedResponse } from './isolatedResponse.ts';

it('adds the headers that the host does not send, and leaves the rest as it was', async () => {
  const headers = {
    'Content-Type': 'text/css',
    'Content-Encoding': 'gzip',
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Content-Security-Policy': "default-src 'self'",
  };
  const given = new Response('body {}', { status: 404, statusText: 'Not here', headers });
  const response = await isolatedResponse(given);
  expect(response).toMatchObject({ status: 404, statusText: 'Not here' });
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/css',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'content-security-policy': "default-src 'self'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(await response.text()).toBe('body {}');
});

it.each([204, 205, 304])('gives an answer of status %i no body', async (status) => {
  const response = await isolatedResponse(new Response(null, { status }));
  expect(response).toMatchObject({ status, body: null });
  expect(response.headers.has('Cross-Origin-Embedder-Policy')).toBe(true);
});

it('hands on what has no status, as a redirection that the browser is to follow', async () => {
  const unseen = Response.error();
  expect(await isolatedResponse(unseen)).toBe(unseen);
});
