import { expect, it } from 'vitest';
import { forecast } from './forecast.ts';

it('a whole run costs its epochs, and once what is not an epoch', () => {
  const measured = { totalSeconds: 10, epochSeconds: [2, 1, 1, 1] };
  expect(forecast(measured, 100)).toEqual({
    epochSeconds: 1,
    otherSeconds: 5,
    totalSeconds: 105,
  });
});
