const small = new Float64Array(256);
for (let number = 2; number < small.length; number++) small[number] = (small[number - 1] as number) + Math.log(number);

/**
 * The natural logarithm of the factorial of a whole number from 0: summed for small ones, by Stirling's series, whose
 * error is below a double's, for the others.
 */
export function logFactorial(number: number): number {
  const summed = small[number];
  if (summed !== undefined) return summed;
  const series = 1 / (12 * number) - 1 / (360 * number ** 3) + 1 / (1_260 * number ** 5);
  return number * Math.log(number) - number + Math.log(2 * Math.PI * number) / 2 + series;
}
