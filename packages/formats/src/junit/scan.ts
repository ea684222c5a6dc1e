import { SaxesParser } from "saxes";
import { unreadable } from "../unreadable.ts";
import { decodeXml } from "./decode.ts";
import type { Element } from "./element.ts";

/** Is told what a JUnit file holds: suites as they open and close, each test case once it is whole. */
export interface JunitListener {
  /** Without a name for the outermost `testsuites`: what stands there is the name of the run. */
  openSuite(attributes: Readonly<Record<string, string>>): void;
  closeSuite(): void;
  testCase(element: Element): void;
}

const suiteNames = new Set(["testsuite", "testsuites"]);

/**
 * Streams a JUnit file to a listener. Only the test case in hand is held in memory. Entities beyond XML's own five are
 * an error: nothing is expanded, nothing is fetched. Characters that XML forbids and test output holds are kept.
 */
export function scanJunit(chunks: Iterable<Uint8Array>, listener: JunitListener): void {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const open: Element[] = [];
  let isJunit = false;

  parser.on("error", ({ message }) => {
    if (!isForbiddenCharacter(message)) throw unreadable("JUnit XML", placeFirst(message));
  });
  parser.on("opentag", ({ name: qualified, attributes }) => {
    const name = qualified.slice(qualified.indexOf(":") + 1);
    isJunit ||= name === "testcase" || suiteNames.has(name);
    const inner = open.length > 0;
    if (!inner && suiteNames.has(name))
      listener.openSuite(name === "testsuites" ? { ...attributes, name: "" } : attributes);
    else if (inner || name === "testcase") {
      const element: Element = { name, attributes, children: [], text: "" };
      open.at(-1)?.children.push(element);
      open.push(element);
    }
  });
  parser.on("closetag", ({ name: qualified }) => {
    const name = qualified.slice(qualified.indexOf(":") + 1);
    const element = open.pop();
    if (element === undefined) {
      if (suiteNames.has(name)) listener.closeSuite();
    } else if (open.length === 0) listener.testCase(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);

  for (const text of decodeXml(chunks)) parser.write(text);
  parser.close();
  if (!isJunit) throw unreadable("JUnit XML", "it holds neither a test suite nor a test case");
}

function isForbiddenCharacter(message: string): boolean {
  return /disallowed character|malformed character entity/.test(message);
}

/** `11:21: unclosed tag` in words. */
function placeFirst(message: string): string {
  const [, line, column, what] = /^(\d+):(\d+): (.*?)\.?$/s.exec(message) ?? [];
  return what === undefined ? message : `line ${line}, column ${column}: ${what}`;
}
