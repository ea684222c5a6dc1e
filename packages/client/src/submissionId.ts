import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A new submission id: a ULID. It equals what the model makes of the same time and bytes, and is here a second time because
 * a recorder loads no other package into the process of the user's tests.
 */
export function newSubmissionId(now: number = Date.now(), random: Uint8Array = randomBytes(10)): string {
  let rest = (BigInt(now) << 80n) | BigInt(`0x${Buffer.from(random).toString("hex")}`);
  let id = "";
  for (let place = 0; place < 26; place++) {
    id = alphabet.charAt(Number(rest & 31n)) + id;
    rest >>= 5n;
  }
  return id;
}
