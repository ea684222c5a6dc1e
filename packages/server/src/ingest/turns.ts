/**
 * Gives out turns, one each time that the event loop comes round, in the order in which they were asked for. Who is
 * alone has it at once. Many who arrive together otherwise work one after another before anybody else is heard.
 */
export function turns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let taken = false;

  function comeRound(): void {
    const next = waiting.shift();
    taken = next !== undefined;
    if (next === undefined) return;
    setImmediate(comeRound);
    next();
  }

  return async () => {
    if (taken) return new Promise((resolve) => waiting.push(resolve));
    taken = true;
    setImmediate(comeRound);
    return undefined;
  };
}
