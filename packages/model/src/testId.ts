import { canonicalJson, type Json } from "./canonicalJson.ts";
import { digest } from "./digest.ts";
import { maskVolatile } from "./maskVolatile.ts";

/** What names a test. `params` are its typed inputs; `declaredId` is a name that its author gave it for ever. */
export interface TestIdentity {
  readonly project: string;
  readonly suite: string;
  readonly name: string;
  readonly params?: Readonly<Record<string, Json>> | undefined;
  readonly declaredId?: string | undefined;
}

/** The fields of a result that take part in its identity, besides the project. */
export type IdentityField = "suite" | "name" | "params";

/** Which fields name a test, runner by runner. Data, not code: a new runner is a new line. */
export const identityRecipes: Readonly<Record<string, readonly IdentityField[]>> = {
  pytest: ["suite", "name", "params"],
  vitest: ["suite", "name"],
  playwright: ["suite", "name"],
  jest: ["suite", "name"],
};

const defaultRecipe: readonly IdentityField[] = ["suite", "name", "params"];

/** 128 bits, written like a UUID, that name a test in its project: equal identities have equal ids in every process. */
export function testId(identity: TestIdentity, runner: string): string {
  return digest(identityParts(identity, identityRecipes[runner] ?? defaultRecipe));
}

/** The id of the test without its params: the tests of one parametrised function share it. */
export function familyId(identity: TestIdentity, runner: string): string {
  const recipe = identityRecipes[runner] ?? defaultRecipe;
  return digest([
    "family",
    ...identityParts(
      identity,
      recipe.filter((field) => field !== "params"),
    ),
  ]);
}

function identityParts(identity: TestIdentity, recipe: readonly IdentityField[]): string[] {
  const parts = ["test-1", identity.project];
  if (identity.declaredId !== undefined) {
    parts.push("declared", identity.declaredId);
  } else {
    if (recipe.includes("suite")) parts.push("suite", identity.suite);
    if (recipe.includes("name")) parts.push("name", identity.name);
  }
  if (recipe.includes("params") && hasParams(identity.params)) {
    parts.push("params", maskVolatile(canonicalJson(identity.params)));
  }
  return parts;
}

function hasParams(params: TestIdentity["params"]): params is Readonly<Record<string, Json>> {
  return params !== undefined && Object.keys(params).length > 0;
}
