/**
 * Tells tests apart that have one name in one suite of one file: the second is `name #2`, and so on in the order of the
 * file. Without that they would pass for attempts of one test, and a pass would hide the failure before it.
 */
export function oneName(): (suite: string, name: string, params?: unknown) => string {
  const seen = new Map<string, number>();
  return (suite, name, params) => {
    const key = JSON.stringify([suite, name, params]);
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return number === 1 ? name : `${name} #${number}`;
  };
}
