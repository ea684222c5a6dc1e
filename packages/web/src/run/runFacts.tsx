import type { RunDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CopyButton } from "../parts/copyButton.tsx";
import { OutsideLink } from "../parts/outsideLink.tsx";
import { visibleText } from "../text/visibleText.ts";

/** What was tested, by what, where: only what is known. */
export function RunFacts({ run }: { run: RunDetail }) {
  const { branch, commit, build, ci, host, runner, recorder, variant, labels, git } = run;
  const machine = [host.name, host.os, host.arch, host.runtime].filter(Boolean).join(" · ");
  const { project, target } = run;
  return (
    <dl className="facts">
      <Fact name="Branch">
        {branch && (
          <Link to="/runs" search={{ project, target, branch }}>
            <bdi>{visibleText(branch)}</bdi>
          </Link>
        )}
      </Fact>
      <Fact name="Commit">
        {commit && (
          <span className="facts-commit">
            <code title={commit}>{visibleText(commit.slice(0, 12))}</code>
            <CopyButton text={commit} label="Copy the whole commit" />
            {git.dirty && <span className="muted">with local changes</span>}
          </span>
        )}
      </Fact>
      <Fact name="Build">{build.description && <bdi>{visibleText(build.description)}</bdi>}</Fact>
      <Fact name="Build result">
        {build.result && visibleText([build.result, build.reason].filter(Boolean).join(": "))}
      </Fact>
      <Fact name="CI">
        {ci.provider && (
          <OutsideLink url={ci.runUrl ?? ""}>
            {visibleText([ci.provider, ci.job, ci.runId].filter(Boolean).join(" · "))}
          </OutsideLink>
        )}
      </Fact>
      <Fact name="Pull request">{ci.pullRequest && visibleText(ci.pullRequest)}</Fact>
      <Fact name="Runner">
        {visibleText(`${runner.name} ${runner.version ?? ""}`)}
        <span className="muted"> by {visibleText(`${recorder.name} ${recorder.version ?? ""}`)}</span>
      </Fact>
      <Fact name="Host">{machine && visibleText(machine)}</Fact>
      <Fact name="Variant">{Object.keys(variant).length > 0 && <Chips words={pairs(variant)} />}</Fact>
      <Fact name="Labels">{Object.keys(labels).length > 0 && <Chips words={pairs(labels)} />}</Fact>
      <Fact name="Exit status">{run.exitStatus !== null && run.exitStatus !== 0 && run.exitStatus}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === false || children === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Chips({ words }: { words: readonly string[] }) {
  return (
    <span className="chips">
      {words.map((word) => (
        <span className="chip cut" key={word}>
          {visibleText(word)}
        </span>
      ))}
    </span>
  );
}

function pairs(map: Readonly<Record<string, string | readonly string[]>>): string[] {
  return Object.entries(map).map(([name, value]) => `${name}: ${typeof value === "string" ? value : value.join(", ")}`);
}
