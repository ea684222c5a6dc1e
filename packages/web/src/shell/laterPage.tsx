import { type ComponentType, useCallback, useEffect, useState } from "react";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";

const preloads: (() => Promise<unknown>)[] = [];

/**
 * A page whose code is loaded when it is gone to. If that fails, as the server is gone, the page says so and tries again
 * when asked; the router's own would load the whole tab anew, and leave one with the error page of the browser.
 */
export function laterPage<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  let found: ComponentType | undefined;
  const preload = async () => {
    const module = await load().catch(() => undefined);
    found = module?.[name] ?? found;
  };
  preloads.push(preload);
  const Page = () => {
    const [Found, setFound] = useState(() => found);
    const [isMissing, setMissing] = useState(false);
    const look = useCallback(async () => {
      setMissing(false);
      await preload();
      setFound(() => found);
      setMissing(found === undefined);
    }, []);
    useEffect(() => {
      if (Found === undefined) void look();
    }, [Found, look]);
    const again = async () => {
      await look();
      if (found === undefined && (await isServerThere())) location.reload();
    };
    if (Found) return <Found />;
    if (!isMissing) return <SkeletonRows count={14} rowHeight={40} />;
    return (
      <Problem
        error={new Error("This page could not be loaded: the server does not answer.")}
        retry={() => void again()}
      />
    );
  };
  return Object.assign(Page, { preload });
}

/** Loads the code of every page while nothing else is done, so that all can be gone to when the server is gone. */
export function loadPagesWhenIdle(): void {
  const [next, ...others] = preloads.splice(0);
  if (next === undefined) return;
  preloads.push(...others);
  whenIdle(() => void next().then(loadPagesWhenIdle));
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else setTimeout(act, 500);
}

/** Asked before the tab is loaded anew: a browser may remember that code was missing, and tries no more by itself. */
function isServerThere(): Promise<boolean> {
  return fetch(location.href, { method: "HEAD" }).then(
    ({ ok }) => ok,
    () => false,
  );
}
