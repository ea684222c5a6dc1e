import { z } from "zod";
import { outcomes, statuses } from "./outcome.ts";

/** One of the statuses, checked. */
export const statusSchema = z.enum(statuses);

/** One of the outcomes, checked. */
export const outcomeSchema = z.enum(outcomes);
