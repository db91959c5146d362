import { CARD_VARIABLE } from "./card.ts";
import { Server } from "./server.ts";

/** Starts the product itself on a free port with invented data, and returns what stops it. */
export default async function demo(): Promise<(() => Promise<void>) | void> {
  if (process.env[CARD_VARIABLE]) return;
  process.once("SIGTERM", () => process.exit(143));
  const server = await Server.demo(4);
  process.env[CARD_VARIABLE] = server.cardPath;
  return () => server.stop();
}
