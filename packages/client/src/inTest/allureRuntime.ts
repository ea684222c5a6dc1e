type Tell = (message: { readonly type: string; readonly data: object }) => void;
interface Options {
  readonly contentType?: string;
  readonly encoding?: BufferEncoding;
  readonly fileExtension?: string;
  readonly mode?: string;
}

/** The functions of `allure-js-commons` that tests call, for who uses them without an integration with the runner. */
export function allureRuntime(tell: Tell): object {
  const sync = syncRuntime(tell);
  const later = Object.entries(sync).map(([name, act]) => [
    name,
    async (...words: unknown[]) => (act as (...all: unknown[]) => unknown)(...words),
  ]);
  return { ...Object.fromEntries(later), step: laterStep(tell), sync };
}

function syncRuntime(tell: Tell) {
  const metadata = (data: object) => tell({ type: "metadata", data });
  return {
    label: (name: string, value: string) => metadata({ labels: [{ name, value }] }),
    labels: (...labels: unknown[]) => metadata({ labels }),
    link: (url: string, type?: string, name?: string) => metadata({ links: [{ url, type, name }] }),
    links: (...links: unknown[]) => metadata({ links }),
    parameter: (name: string, value: string, { mode }: Options = {}) =>
      metadata({ parameters: [{ name, value, mode }] }),
    description: (description: string) => metadata({ description }),
    descriptionHtml: (descriptionHtml: string) => metadata({ descriptionHtml }),
    displayName: (displayName: string) => metadata({ displayName }),
    historyId: () => {},
    testCaseId: () => {},
    attachment: (name: string, content: Uint8Array | string, { contentType, encoding, fileExtension }: Options) => {
      const bytes = typeof content === "string" ? Buffer.from(content, encoding) : Buffer.from(content);
      const data = { name, content: bytes.toString("base64"), encoding: "base64", contentType, fileExtension };
      tell({ type: "attachment_content", data });
    },
    attachmentFromPath: (name: string, path: string, { contentType, fileExtension }: Options) =>
      tell({ type: "attachment_path", data: { name, path, contentType, fileExtension } }),
    globalAttachment: () => {},
    globalAttachmentFromPath: () => {},
    globalError: () => {},
    logStep: (name: string, status = "passed", error?: Error) => {
      tell({ type: "step_start", data: { name, start: Date.now() } });
      tell(stopped(status, error));
    },
    step: <T>(name: string, body: () => T): T => {
      tell({ type: "step_start", data: { name, start: Date.now() } });
      try {
        const answer = body();
        tell(stopped("passed"));
        return answer;
      } catch (error) {
        tell(stopped("broken", error));
        throw error;
      }
    },
    stepDisplayName: (name: string) => tell({ type: "step_metadata", data: { name } }),
    stepParameter: (name: string, value: string, mode?: string) =>
      tell({ type: "step_metadata", data: { parameters: [{ name, value, mode }] } }),
  };
}

function laterStep(tell: Tell) {
  return async <T>(name: string, body: () => T | PromiseLike<T>): Promise<T> => {
    tell({ type: "step_start", data: { name, start: Date.now() } });
    try {
      const answer = await body();
      tell(stopped("passed"));
      return answer;
    } catch (error) {
      tell(stopped(error instanceof Error && /assert/i.test(error.name) ? "failed" : "broken", error));
      throw error;
    }
  };
}

function stopped(status: string, error?: unknown) {
  const message = error instanceof Error ? error.message : error === undefined ? undefined : String(error);
  const details = message === undefined ? {} : { statusDetails: { message } };
  return { type: "step_stop", data: { stop: Date.now(), status, ...details } };
}
