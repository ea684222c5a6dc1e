import { expect, test } from "vitest";
import { redactUrl } from "./redact.ts";

test.each([
  ["https://ann:secret@example.com/shop.git", "https://example.com/shop.git"],
  ["https://x-access-token:ghs_1@github.com/shop/cart", "https://github.com/shop/cart"],
  ["https://ci.example.com/1?token=abc&page=2", "https://ci.example.com/1?token=redacted&page=2"],
  ["ssh://git:pw@example.com:22/shop.git", "ssh://example.com:22/shop.git"],
  ["git@github.com:shop/cart.git", "git@github.com:shop/cart.git"],
  ["/srv/git/shop.git", "/srv/git/shop.git"],
  ["", ""],
])("%s is told as %s", (address, told) => {
  expect(redactUrl(address)).toBe(told);
});
