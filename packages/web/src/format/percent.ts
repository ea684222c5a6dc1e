/** A share as a percentage: `98.2 %`. It is never rounded up to 100 %, nor down to 0 %, when it is not that. */
export function percent(share: number): string {
  const tenths = Math.round(share * 1_000);
  if (tenths === 1_000 && share < 1) return "99.9 %";
  if (tenths === 0 && share > 0) return "0.1 %";
  return `${tenths / 10} %`;
}
