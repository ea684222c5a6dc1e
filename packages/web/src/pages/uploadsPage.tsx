import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { uploadHealthQuery } from "../queries/settingsQueries.ts";
import { ChoiceField } from "../runs/choiceField.tsx";
import { SettingsHead } from "../settings/settingsHead.tsx";
import { usePage } from "../shell/usePage.ts";
import { ChurnTable } from "../uploads/churnTable.tsx";
import { ClockTable } from "../uploads/clockTable.tsx";
import { RefusedList } from "../uploads/refusedList.tsx";
import { ReportingList } from "../uploads/reportingList.tsx";

const periods = { "1": "Last day", "30": "Last 30 days", "90": "Last 90 days" };

/**
 * Whether what recorders send arrives whole and in time. At first glance one sees who stopped reporting. From here one
 * opens the runs of a target, a run with refused lines, and the family whose names do not stay.
 */
export function UploadsPage() {
  usePage("Upload health");
  const { days = 7, project, target } = useSearch({ from: "/settings/uploads" });
  const navigate = useNavigate({ from: "/settings/uploads" });
  const { data, error, refetch } = useQuery(uploadHealthQuery({ days, project, target }));
  return (
    <>
      <SettingsHead />
      <ChoiceField
        label="Last 7 days"
        value={days === 7 ? undefined : String(days)}
        choices={Object.keys(periods)}
        words={periods}
        onChange={(next) =>
          void navigate({ search: (before) => ({ ...before, days: next === undefined ? undefined : Number(next) }) })
        }
      />
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={12} rowHeight={40} />;
    if (data.targets.length === 0) return <Notice title="Nothing has been sent yet">There is no target.</Notice>;
    return (
      <>
        <ReportingList targets={data.targets} days={data.days} />
        <RefusedList refused={data.refused} />
        <ClockTable clocks={data.clocks} />
        <ChurnTable churn={data.churn} />
      </>
    );
  }
}
