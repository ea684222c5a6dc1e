import type { Git } from "../git.ts";
import { redactUrl } from "../redact.ts";
import { azure } from "./azure.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import { circleci } from "./circleci.ts";
import { type Ci, type CiService, type Environment, knownFacts } from "./ciService.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { handedOn } from "./handedOn.ts";
import { jenkins } from "./jenkins.ts";
import { otherCi } from "./otherCi.ts";
import { teamcity } from "./teamcity.ts";
import { travis } from "./travis.ts";
import { woodpecker } from "./woodpecker.ts";

const services: readonly CiService[] = [
  github,
  gitlab,
  buildkite,
  circleci,
  azure,
  bitbucket,
  teamcity,
  travis,
  woodpecker,
  jenkins,
  otherCi,
];

/** What the environment says about the CI job and its commit, without credentials. Undefined outside CI. */
export function ci(env: Environment): { ci: Ci; git: Git } | undefined {
  const service = services.find((candidate) => candidate.isHere(env));
  // Of a job whose own variables are hidden CI alone may be left.
  const told = service === undefined || service === otherCi ? handedOn(env) : undefined;
  if (told !== undefined || service === undefined) return told;
  const facts = knownFacts(service.read(env));
  for (const part of [facts.ci, facts.git] as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === "string" && value.includes("://")) part[name] = redactUrl(value);
    }
  }
  return facts;
}
