import { expect, test } from "vitest";
import { visibleText } from "./visibleText.ts";

test("shows control characters and direction overrides as text", () => {
  expect(visibleText("a\u0007b\u202egnp.exe")).toBe("a␇b⟨U+202E⟩gnp.exe");
});

test("leaves tabs, line feeds, letters of any script and emoji alone", () => {
  const text = "tab\tline\nשלום 👩‍🚀 <script>";
  expect(visibleText(text)).toBe(text);
});
