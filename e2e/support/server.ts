import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Card, readCard } from "./card.ts";

const PATIENCE_MS = 120_000;
const STOP_MS = 10_000;

/** An entry as the server's journal holds it. */
export interface Written {
  id: string;
  kind: string;
  /** When it happened, in milliseconds. */
  at: number;
  agent: number;
  body: Record<string, unknown>;
  words: string | null;
}

/** The product itself, on a free port, with invented data in a folder of its own. */
export class Server {
  #process: ChildProcess | undefined;
  #output: string[] = [];
  #failure: Error | undefined;

  private constructor(
    readonly port: number,
    readonly data: string,
  ) {
    // An interrupted run skips its teardown; neither the product nor its data may outlive it.
    process.once("exit", () => {
      this.#process?.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    });
  }

  /** A demonstration with so many places. */
  static async demo(places: number): Promise<Server> {
    const server = new Server(await freePort(), await mkdtemp(join(tmpdir(), "parvis-e2e-")));
    try {
      server.#launch(["demo", "--listen", server.#listen, "--data", server.data, "--places", String(places), "--years", "1", "--still"]);
      await server.#ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get card(): Card {
    return readCard(this.cardPath);
  }

  get cardPath(): string {
    return join(this.data, "demo-card.json");
  }

  get address(): string {
    return this.card.address;
  }

  get running(): boolean {
    return this.#process !== undefined && !ended(this.#process);
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    if (this.#process) await end(this.#process, "SIGKILL");
  }

  /** Starts it again on what it left. */
  async restart(): Promise<void> {
    this.#launch(["serve", "--plain-http", "--listen", this.#listen, "--data", this.data]);
    await this.#ready();
  }

  /** Writes a backup of how it stands, and answers where. */
  backup(): string {
    const file = join(this.data, `backup-${Date.now()}.db`);
    execFileSync(program(), ["backup", "--data", this.data, file], { stdio: "pipe" });
    return file;
  }

  /** Goes back to a backup, while it does not run. */
  restore(file: string): void {
    for (const part of ["", "-wal", "-shm"]) rmSync(join(this.data, `parvis.db${part}`), { force: true });
    execFileSync(program(), ["restore", "--data", this.data, file], { stdio: "pipe" });
  }

  /** Ends it and leaves nothing. */
  async stop(): Promise<void> {
    if (this.#process) await end(this.#process, "SIGTERM");
    await rm(this.data, { recursive: true, force: true });
  }

  /** What the journal has taken since the demonstration was made, in the order of its numbers. */
  async journal(after = 0): Promise<Written[]> {
    const lines = execFileSync(program(), ["journal", "--data", this.data, "--after", String(after), "--words"], { encoding: "utf8", maxBuffer: 1 << 28 });
    const entries = lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Written & { at: unknown });
    return entries.map((entry) => ({ ...entry, at: Date.parse(String(entry.at)) }));
  }

  get #listen(): string {
    return `127.0.0.1:${this.port}`;
  }

  #launch(options: string[]): void {
    const child = spawn(program(), options, { stdio: ["ignore", "pipe", "pipe"] });
    this.#output = [];
    this.#process = child;
    const keep = (chunk: Buffer) => this.#output.push(chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => (this.#failure = error));
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      if (this.#failure) throw new Error(`parvis did not start: ${this.#failure.message}`);
      if (!this.running) throw new Error(this.#told("parvis ended before it answered"));
      if (existsSync(this.cardPath) && (await answers(this.cardPath))) return;
      await sleep(100);
    }
    throw new Error(this.#told(`parvis did not answer within ${PATIENCE_MS / 1000} s`));
  }

  #told(sentence: string): string {
    return `${sentence}. It printed:\n${this.#output.join("").trim() || "(nothing)"}`;
  }
}

function program(): string {
  return resolve(process.env["PARVIS_BIN"] ?? join(import.meta.dirname, "../../target/debug/parvis"));
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

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.pid === undefined || ended(child)) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill(signal);
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
