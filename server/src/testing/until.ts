import type { Change, Desk } from '../core/types.js';

/** Resolves as soon as `check` gives something, asking again after each change the desk tells. */
export function until<T>(
  desk: Pick<Desk, 'onChange'>,
  check: (change?: Change) => Promise<T | undefined | false>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let asking: Promise<void> = Promise.resolve();
    const ask = (change?: Change): void => {
      asking = asking
        .then(async () => {
          const found = await check(change);
          if (found === undefined || found === false) return;
          stop();
          resolve(found);
        })
        .catch((error: unknown) => {
          stop();
          reject(error);
        });
    };
    const stop = desk.onChange(ask);
    ask();
  });
}
