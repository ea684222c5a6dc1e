/** How the sending of a form went; it keeps its place while there is nothing to say. */
export function SaidLine({ said, isWrong }: { said: string; isWrong: boolean }) {
  return (
    <span role={isWrong ? "alert" : "status"} className={isWrong ? "settingsWrong" : "muted"}>
      {said}
    </span>
  );
}
