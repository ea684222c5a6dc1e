import { useQuery } from "@tanstack/react-query";
import { useAsof } from "../asof/useAsof.ts";
import { counted } from "../format/wholeNumber.ts";
import { CopyTargets } from "../overview/copyTargets.tsx";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { targetsQuery } from "../queries/targetsQuery.ts";
import { NewTarget } from "../settings/newTarget.tsx";
import { ReaderName } from "../settings/readerName.tsx";
import { SettingsHead } from "../settings/settingsHead.tsx";
import { TargetsGrid } from "../settings/targetsGrid.tsx";
import { usePage } from "../shell/usePage.ts";

/**
 * Where each target is found and made. At first glance one sees which there are and whether they report. From here one
 * opens a target's settings, makes a new one for a job, and says by what name one is known.
 */
export function SettingsPage() {
  usePage("Settings");
  const { data, error, refetch } = useQuery(targetsQuery());
  const isPast = useAsof() !== undefined;
  return (
    <>
      <SettingsHead />
      {!isPast && (
        <div className="settingsForms">
          <NewTarget />
          <ReaderName />
        </div>
      )}
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={10} rowHeight={40} />;
    if (data.length > 0) {
      return (
        <>
          <div className="tableHead">
            <h2>{counted(data.length, "target")}</h2>
            <CopyTargets targets={data} />
          </div>
          <TargetsGrid targets={data} />
        </>
      );
    }
    return (
      <Notice title="There is no target yet">
        A target is one test job in one environment. It is there with its first run, or when you make it above.
      </Notice>
    );
  }
}
