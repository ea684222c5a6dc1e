import { expect, test } from "vitest";
import { imageSets } from "./imageSets.ts";

const picture = (name: string) => ({ name, mediaType: "image/png", sizeBytes: 1, sha256: name });

test("pictures that were compared stand together, the others alone", () => {
  const files = ["home-actual.png", "home-expected.png", "home-diff.png", "screenshot.png", "cart-actual.png"].map(
    picture,
  );
  const { sets, others } = imageSets(files);
  expect(sets).toEqual([{ name: "home", expected: files[1], actual: files[0], difference: files[2] }]);
  expect(others.map(({ name }) => name)).toEqual(["screenshot.png", "cart-actual.png"]);
});

test("a text that is called so is no picture", () => {
  const files = [{ ...picture("a-actual.txt"), mediaType: "text/plain" }, picture("a-expected.png")];
  expect(imageSets(files)).toEqual({ sets: [], others: files });
});
