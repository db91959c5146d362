import { createServer, type IncomingMessage, request, type Server as HttpServer, type ServerResponse } from "node:http";
import { once } from "node:events";

/** What becomes of one request to the journal. */
export type Fault = "lose the reply" | "lose the request" | "twice" | "portal" | "busy";

/**
 * The network between browser and server, as it really is: it may be cut, and it may lose or repeat what passes. It stands before
 * the server at an address of its own, so that the pages' worker meets it as well.
 */
export class Wire {
  /** What happens to the next requests to the journal, one after the other. */
  readonly faults: Fault[] = [];
  /** Answers in the place of the server's, by path. */
  readonly instead = new Map<string, (answer: string) => string>();
  #cut = false;
  #hushed = false;

  private constructor(
    private readonly http: HttpServer,
    private readonly to: number,
  ) {
    http.on("request", (from, answer) => void this.#pass(from, answer).catch(() => answer.destroy()));
  }

  static async before(port: number): Promise<Wire> {
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return new Wire(http, port);
  }

  get address(): string {
    const address = this.http.address();
    if (address === null || typeof address === "string") throw new Error("The wire is closed.");
    return `http://127.0.0.1:${address.port}`;
  }

  cut(): void {
    this.#cut = true;
    this.http.closeAllConnections();
  }

  /** Nothing passes any more, and nobody is told: every connection stands as if it were alive. */
  hush(): void {
    this.#hushed = true;
  }

  mend(): void {
    this.#cut = false;
    this.#hushed = false;
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  async #pass(from: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (this.#cut) return void answer.destroy();
    if (this.#hushed) return;
    if (from.url?.startsWith("/api/v1/queue/live")) return this.#stream(from, answer);
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const fault = from.url === "/api/v1/journal" ? this.faults.shift() : undefined;
    if (fault === "lose the request") return void answer.destroy();
    if (fault === "portal") return void answer.writeHead(200, { "content-type": "text/html" }).end("<h1>Bienvenue sur le Wi-Fi</h1>");
    if (fault === "busy") return void answer.writeHead(429, { "retry-after": "1" }).end();
    if (fault === "twice") await this.#forward(from, body);
    const reply = await this.#forward(from, body);
    if (fault === "lose the reply") return void answer.destroy();
    const changed = this.instead.get(from.url ?? "");
    answer.writeHead(reply.status, reply.headers).end(changed ? changed(reply.body.toString()) : reply.body);
  }

  /** What never ends is passed on as it comes. */
  async #stream(from: IncomingMessage, answer: ServerResponse): Promise<void> {
    const onward = request({ host: "127.0.0.1", port: this.to, path: from.url, headers: from.headers, agent: false });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    onward.end();
    const [reply] = (await once(onward, "response")) as [IncomingMessage];
    reply.on("error", () => answer.destroy());
    answer.writeHead(reply.statusCode ?? 502, { "content-type": reply.headers["content-type"], "cache-control": "no-store" });
    // What was silent once is dead, even when the network is back.
    let dead = false;
    reply.on("data", (chunk) => {
      dead ||= this.#hushed;
      if (!dead) answer.write(chunk);
    });
    reply.on("end", () => answer.end());
  }

  async #forward(from: IncomingMessage, body: Buffer): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
    // Packed answers could not be changed on the way.
    const headers = { ...from.headers, ...(this.instead.has(from.url ?? "") && { "accept-encoding": "identity" }) };
    const onward = request({ host: "127.0.0.1", port: this.to, path: from.url, method: from.method, headers, agent: false });
    onward.end(body);
    const [reply] = (await once(onward, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const { "transfer-encoding": _, "content-length": __, connection: ___, ...kept } = reply.headers;
    return { status: reply.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) };
  }
}
