import type { IncomingMessage } from "node:http";
import { BackstoryError } from "@backstory/model";
import type { HeldBytes } from "./byteBudget.ts";
import { bytesInWords } from "./limits.ts";

/**
 * The whole body of a request, at most `limit` bytes. A longer one is refused with `body-too-large` by its announced
 * length, or at the byte that passes the limit; what follows is not kept.
 */
export function readBody(incoming: IncomingMessage, limit: number, held: HeldBytes): Promise<Buffer> {
  const announced = Number(incoming.headers["content-length"] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const settle = (act: () => void) => {
      incoming.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
      act();
    };
    const onData = (piece: Buffer) => {
      length += piece.length;
      try {
        if (length > limit) throw tooLarge(limit);
        held.take(piece.length);
        pieces.push(piece);
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const onEnd = () =>
      settle(() => resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length)));
    const onError = (cause: Error) => settle(() => reject(cutOff(cause)));
    const onClose = () => settle(() => reject(cutOff()));
    incoming.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}

function tooLarge(limit: number): BackstoryError {
  return new BackstoryError("body-too-large", `The body is more than ${bytesInWords(limit)}.`);
}

function cutOff(cause?: Error): BackstoryError {
  return new BackstoryError("request-invalid", "The connection closed before the body was whole.", {}, cause);
}
