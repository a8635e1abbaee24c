/**
 * Lets one pass at a time, in the order of asking.
 *
 * @returns waits for its turn and gives back what ends it
 */
export function turns(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let end = (): void => undefined;
    last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  };
}
