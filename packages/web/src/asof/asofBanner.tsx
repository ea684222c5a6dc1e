import { useNavigate } from "@tanstack/react-router";
import { absoluteTime, localTime } from "../format/absoluteTime.ts";
import { Icon } from "../parts/icon.tsx";
import { useAsof } from "./useAsof.ts";
import "./asofBanner.css";

/** Says that the pages show a moment that is over, and leads back; nothing while they show now. */
export function AsofBanner() {
  const asof = useAsof();
  const navigate = useNavigate();
  if (asof === undefined) return null;
  return (
    <p className="asofBanner" role="status">
      <Icon name="clock" />
      <span>
        As it was at{" "}
        <time dateTime={asof} title={absoluteTime(asof)}>
          {localTime(asof)}
        </time>
        . Nothing can be changed here.
      </span>
      <button
        type="button"
        className="button"
        onClick={() => void navigate({ to: ".", search: (before) => ({ ...before, asof: undefined }) })}
      >
        Back to now
      </button>
    </p>
  );
}
