import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CARD_VARIABLE, readCard } from "./card.ts";

const PATIENCE_MS = 120_000;
const STOP_MS = 10_000;

/** Starts the product itself on a free port with invented data, and returns what stops it. */
export default async function demo(): Promise<(() => Promise<void>) | void> {
  if (process.env[CARD_VARIABLE]) return;

  const data = await mkdtemp(join(tmpdir(), "parvis-e2e-"));
  const server = launch(await freePort(), data);
  const stop = async () => {
    await end(server.process);
    await rm(data, { recursive: true, force: true });
  };
  // An interrupted run skips its teardown; neither the product nor its data may outlive it.
  process.once("SIGTERM", () => process.exit(143));
  process.once("exit", () => {
    server.process.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  });
  try {
    const path = join(data, "demo-card.json");
    await ready(server, path);
    process.env[CARD_VARIABLE] = path;
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

interface Server {
  process: ChildProcess;
  output: string[];
  failure?: Error;
}

function launch(port: number, data: string): Server {
  const program = resolve(process.env["PARVIS_BIN"] ?? join(import.meta.dirname, "../../target/debug/parvis"));
  const options = ["demo", "--listen", `127.0.0.1:${port}`, "--data", data, "--places", "4", "--years", "1"];
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
  const server: Server = { process: child, output: [] };
  const keep = (chunk: Buffer) => server.output.push(chunk.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.on("error", (error) => (server.failure = error));
  return server;
}

async function ready(server: Server, cardPath: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (server.failure) throw new Error(`parvis demo did not start: ${server.failure.message}`);
    if (ended(server.process)) throw new Error(told("parvis demo ended before it answered", server));
    if (existsSync(cardPath) && (await answers(cardPath))) return;
    await sleep(100);
  }
  throw new Error(told(`parvis demo did not answer within ${PATIENCE_MS / 1000} s`, server));
}

/** The card may be seen half-written, or before the port is open: both only mean "not yet". */
async function answers(cardPath: string): Promise<boolean> {
  try {
    await fetch(`${readCard(cardPath).address}/sign-in`, { redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}

function told(sentence: string, server: Server): string {
  return `${sentence}. It printed:\n${server.output.join("").trim() || "(nothing)"}`;
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || ended(child)) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(STOP_MS, undefined, { ref: false })]);
  if (!ended(child)) child.kill("SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("No free port was found on 127.0.0.1.");
  return address.port;
}
