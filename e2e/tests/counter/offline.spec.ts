import { arrive } from "../../support/counter.ts";
import { Device, kept, standing } from "../../support/device.ts";
import { enrol, takeTurn } from "../../support/enrol.ts";
import { Server } from "../../support/server.ts";
import { expect, type Page, test } from "../../support/test.ts";
import { Wire } from "../../support/wire.ts";

let server: Server;
let wire: Wire;
let device: Device;
let before = 0;

test.beforeAll(async () => {
  server = await Server.demo(1);
  wire = await Wire.before(server.port);
});

test.afterAll(async () => {
  await wire?.close();
  await server?.stop();
});

test.beforeEach(async () => {
  before = (await server.journal()).length;
  device = await Device.start(wire.address);
});

test.afterEach(async () => {
  wire.mend();
  wire.faults.length = 0;
  wire.instead.clear();
  await device.end();
  if (!server.running) await server.restart();
});

const agent = () => server.card.accounts.find(({ role }) => role === "mediator")!;
const badge = (page: Page) => page.locator("#counter-state");

async function record(page: Page, ...keys: string[]): Promise<void> {
  await page.locator("#counter-field").focus();
  for (const key of keys) await page.keyboard.press(key);
  await expect(page.locator("#counter-told-text")).toContainText("enregistré. Visite terminée.");
}

async function cut(): Promise<void> {
  await device.context.setOffline(true);
  wire.cut();
  await server.kill();
}

async function mend(): Promise<void> {
  await server.restart();
  wire.mend();
  await device.context.setOffline(false);
}

/** The requests that the journal took since the test began, as « theme acts ». */
async function requests(): Promise<string[]> {
  const entries = (await server.journal()).slice(before);
  return entries.filter(({ kind }) => kind === "request.recorded").map(({ body }) => `${String(body["theme"])} ${String(body["acts"])}`);
}

test("the counter opens and records without network nor server: reloaded, in a second tab, in a browser opened again", async () => {
  const page = await device.signIn(agent());
  await cut();
  await record(page, "4", "m", "Enter");
  await expect(badge(page)).toContainText("1 saisie gardée sur ce poste");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();
  await expect(badge(page)).toContainText("1 saisie gardée sur ce poste, depuis");
  await expect(page.locator("#counter-today .is-waiting"), "what waits is part of the day").toHaveCount(1);
  await expect(page.locator(".team"), "its queue has come").toBeVisible();
  await expect(page.locator("#queue-empty"), "who waits is not known").toBeHidden();

  const second = await device.page();
  await device.counter(second);
  await record(second, "2", "i", "Enter");
  await expect(badge(second)).toContainText("2 saisies");
  await expect(badge(page), "the first tab knows").toContainText("2 saisies");

  await device.close();
  await device.open();
  const again = await device.page();
  await device.counter(again);
  await expect(badge(again)).toContainText("2 saisies");
  await expect(again.locator(".favourite")).toHaveCount(9);
  await again.keyboard.press("4");
  await expect(again.locator("#counter-sheet h2"), "sheets are there too").toContainText("facture");
  await record(again, "e", "Enter");
  await expect(badge(again)).toContainText("3 saisies");
  expect(await standing(again, "waiting")).toBe(9);

  await mend();
  await expect(badge(again)).toBeHidden({ timeout: 15_000 });
  await expect.poll(requests).toEqual(["electricite.facture mediate", expect.stringContaining("inform"), "electricite.facture explain"]);
  expect(await standing(again, "waiting")).toBe(0);
});

test("lost replies, lost requests, repeated ones, a busy server and a portal’s page record everything once", async () => {
  const page = await device.signIn(agent());
  wire.faults.push("lose the reply", "portal", "lose the request", "busy", "twice");
  await record(page, "4", "m", "Enter");
  await record(page, "4", "e", "Enter");
  for (let n = 0; n < 6; n += 1) {
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForTimeout(300);
  }
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  expect(wire.faults).toEqual([]);
  expect(await requests()).toEqual(["electricite.facture mediate", "electricite.facture explain"]);
});

test("what was refused is still there after a reload, with why, and is mended under its own name", async () => {
  const page = await device.signIn(agent());
  await page.keyboard.press("4");
  await page.keyboard.press("m");
  await page.getByRole("button", { name: "Note" }).click();
  await page.locator("#counter-note").fill("mdp : soleil");
  await page.getByRole("button", { name: "Enregistrer et terminer" }).click();
  const notice = page.locator("#counter-notices .notice-danger");
  await expect(notice).toContainText("mot de passe");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();
  await expect(notice).toContainText("Facture à comprendre");
  await expect(notice).toContainText("mot de passe");
  await notice.getByRole("button", { name: "Reprendre" }).click();
  await expect(page.locator("#counter-tokens .token").first()).toContainText("Facture");
  await page.keyboard.press("Enter");
  await expect(notice).toHaveCount(0);
  await expect.poll(() => standing(page, "refused")).toBe(0);
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  expect(await requests()).toEqual(["electricite.facture mediate"]);
});

test("signing out takes the page and its names away, keeps what is not sent, and says so", async () => {
  const page = await device.signIn(agent());
  wire.faults.push(...Array.from({ length: 50 }, () => "lose the request" as const));
  await record(page, "4", "m", "Enter");
  await expect(badge(page)).toContainText("1 saisie");
  await page.goto("/me");
  await expect(page.locator("#leaving")).toContainText("1 saisie");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).not.toHaveURL(/\/me/);
  expect(await page.evaluate(async () => (await caches.keys()).includes("parvis-page"))).toBe(false);
  expect(await standing(page, "waiting")).toBe(3);
  wire.faults.length = 0;
  const other = await device.page();
  await page.close();
  await device.counter(await signedIn(other));
  await expect.poll(() => standing(other, "waiting")).toBe(0);
  expect(await requests()).toEqual(["electricite.facture mediate"]);
});

async function signedIn(page: Page): Promise<Page> {
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(agent().email);
  await page.locator("input[name=password]").fill(agent().password);
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}

test("a newer program breaks no open counter, and offers to reload", async () => {
  const page = await device.signIn(agent());
  wire.instead.set("/sw.js", (script) => script.replace(/counter-[0-9A-Z]{8}\.js/, (name) => `${name}?next`).concat("\n// a newer program"));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const offer = page.locator("#counter-renewal");
  await expect(offer).toContainText("nouvelle version");
  await cut();
  await record(page, "4", "m", "Enter");
  await expect(badge(page)).toContainText("1 saisie");
  await page.reload();
  await expect(page.locator("#counter-field"), "the older one still opens").toBeEnabled();
  await mend();
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  await Promise.all([page.waitForEvent("load"), offer.getByRole("button", { name: "Recharger" }).click()]);
  await expect(page.locator("#counter-field")).toBeEnabled();
  await kept(page);
  expect(await requests()).toEqual(["electricite.facture mediate"]);
});

test("a device two hours wrong records the right hour, and is not misled when its clock is set", async () => {
  await device.context.addInitScript(() => {
    const real = Date.now.bind(Date);
    const shift = () => Number(localStorage.getItem("shift") ?? 7_200_000);
    Date.now = () => real() + shift();
  });
  const page = await device.signIn(agent());
  await cut();
  await record(page, "4", "m", "Enter");
  const first = Date.now();
  await page.evaluate(() => localStorage.setItem("shift", "0"));
  await record(page, "4", "e", "Enter");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();
  await record(page, "4", "i", "Enter");
  await mend();
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  const entries = (await server.journal()).slice(before).filter(({ kind }) => kind === "request.recorded");
  expect(entries).toHaveLength(3);
  for (const { at } of entries) expect(Math.abs(at - first)).toBeLessThan(30_000);
});

test("nothing personal is readable on the disk of the device, whatever the browser writes there", async () => {
  const secret = "Madame Zéphyrine Quatrebarbes 0611223344";
  const page = await device.signIn(agent());
  await cut();
  await page.keyboard.press("4");
  await page.keyboard.press("m");
  await page.getByRole("button", { name: "Note" }).click();
  await page.locator("#counter-note").pressSequentially(secret);
  await page.getByRole("button", { name: "Enregistrer et terminer" }).click();
  await expect(badge(page)).toContainText("1 saisie");
  await device.close();
  expect(await device.filesWith("Zéphyrine Quatrebarbes")).toEqual([]);
  expect(await device.filesWith("0611223344")).toEqual([]);
  expect(await device.filesWith("electricite.facture"), "the search finds what is there").not.toEqual([]);

  await device.open();
  await mend();
  const again = await device.page();
  await device.counter(again);
  await expect.poll(() => standing(again, "waiting")).toBe(0);
  const [written] = (await server.journal()).slice(before).filter(({ kind }) => kind === "request.recorded");
  expect(written?.words, "the server reads it").toBe(secret);
});

test("a sealed note that the server refuses comes back with what to do", async () => {
  const page = await device.signIn(agent());
  await cut();
  await page.keyboard.press("4");
  await page.keyboard.press("m");
  await page.getByRole("button", { name: "Note" }).click();
  await page.locator("#counter-note").fill("mdp : soleil");
  await page.getByRole("button", { name: "Enregistrer et terminer" }).click();
  await expect(badge(page)).toContainText("1 saisie");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();
  await mend();
  const notice = page.locator("#counter-notices .notice-danger");
  await expect(notice).toContainText("mot de passe");
  await notice.getByRole("button", { name: "Reprendre" }).click();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await requests()).length).toBe(1);
  await expect(page.locator("#counter-notices .notice-danger")).toHaveCount(0);
});

const PLACE = 1;

test("on an enrolled counter two agents take turns, and what waits goes as what it is", async () => {
  const page = await device.page();
  await enrol(page, wire.address, server.card, PLACE);
  await takeTurn(page, /Médiation/);
  wire.faults.push(...Array.from({ length: 50 }, () => "lose the request" as const));
  await record(page, "4", "m", "Enter");
  await expect(badge(page)).toContainText("1 saisie");
  await takeTurn(page, /Direction/);
  await record(page, "2", "i", "Enter");
  await expect(badge(page), "a shared counter keeps for both").toContainText("2 saisies");
  wire.faults.length = 0;
  await expect.poll(async () => {
    await page.evaluate(() => dispatchEvent(new Event("online")));
    return standing(page, "waiting");
  }).toBe(0);
  const entries = (await server.journal()).slice(before).filter(({ kind }) => kind === "request.recorded");
  expect(entries.map(({ body }) => body["acts"])).toEqual([["mediate"], ["inform"]]);
  const [first, second] = entries.map(({ agent }) => agent);
  expect(first, "each is of who did it").not.toBe(second);
  const data = await page.evaluate(() => JSON.parse(document.getElementById("counter-data")!.textContent!) as { agent: { id: number } });
  expect(second).toBe(data.agent.id);
});

test("a server restored from an older backup is offered again what an enrolled counter had sent", async () => {
  const page = await device.page();
  await enrol(page, wire.address, server.card, PLACE);
  await takeTurn(page, /Médiation/);
  await record(page, "4", "m", "Enter");
  await expect.poll(() => standing(page, "sent")).toBe(3);
  const yesterday = server.backup();
  await record(page, "4", "e", "Enter");
  await record(page, "4", "i", "Enter");
  await expect.poll(() => standing(page, "sent")).toBe(9);
  const typed = ["electricite.facture mediate", "electricite.facture explain", "electricite.facture inform"];
  expect(await requests()).toEqual(typed);

  await server.kill();
  server.restore(yesterday);
  expect(await requests(), "two are gone").toEqual(typed.slice(0, 1));
  await server.restart();
  await device.counter(page);
  await expect.poll(requests).toEqual(typed);
  expect((await server.journal()).slice(before)).toHaveLength(9);
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  await record(page, "4", "o", "Enter");
  await expect.poll(requests, { message: "and it goes on" }).toEqual([...typed, "electricite.facture refer"]);
});

test("a visit from the queue that ends without a network leaves the desk at once, and does not come back", async () => {
  const page = await device.signIn(agent());
  const mine = page.locator("#queue-received .is-mine");
  await receiveSomebody(page);
  await cut();
  await record(page, "4", "m", "Enter");
  await expect(mine).toHaveCount(0);
  await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();

  // The server is there again before it has heard of the end.
  wire.faults.push(...Array.from({ length: 3 }, () => "lose the request" as const));
  await mend();
  await expect(page.locator("#queue-count"), "the queue is followed again").toBeAttached();
  await page.waitForTimeout(6_000);
  await expect(mine).toHaveCount(0);
  await expect(page.locator("#counter-title"), "nobody is taken up").toHaveText("Nouvelle visite");
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  await expect(mine).toHaveCount(0);
});

test("whoever was called and did not come is not received by calling again without a network", async () => {
  const page = await device.signIn(agent());
  const number = await arrive(page);
  await page.keyboard.press("F4");
  const mine = page.locator("#queue-received .is-mine");
  await expect(mine).toContainText("appelé");
  await cut();
  await mine.getByRole("button", { name: "Rappeler" }).click();
  await expect(page.locator("#counter-told-text")).toContainText(`numéro ${number} de vive voix`);
  await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
  await mine.getByRole("button", { name: "Absent" }).click();
  await expect(mine).toHaveCount(0);
  await mend();
  await expect.poll(() => standing(page, "waiting")).toBe(0);
});

test("who waits is received without a network, whoever arrives meanwhile too, and the server learns when", async () => {
  const page = await device.signIn(agent());
  const number = await arrive(page);
  await cut();
  await page.keyboard.press("F2");
  await expect(page.locator("#queue-waiting li"), "whoever arrives now waits, without a number yet").toHaveCount(2);
  await page.keyboard.press("F4");
  await expect(page.locator("#counter-title")).toHaveText(`Visite ${number}`);
  await expect(page.locator("#counter-told-text"), "no screen can show it").toContainText("de vive voix");
  await record(page, "4", "m", "Enter");
  await page.reload();
  await expect(page.locator("#counter-field")).toBeEnabled();
  await expect(page.locator("#queue-waiting li"), "who arrived here still waits after a reload").toHaveCount(1);
  await page.keyboard.press("F4");
  await expect(page.locator("#counter-title")).toHaveText("Visite en cours");
  await record(page, "4", "e", "Enter");
  await expect(page.locator("#queue-waiting li")).toHaveCount(0);
  await mend();
  await expect.poll(() => standing(page, "waiting")).toBe(0);
  const kinds = (await server.journal()).slice(before).map(({ kind }) => kind).sort();
  expect(kinds).toEqual([...["visit.opened", "visit.served", "request.recorded", "visit.closed"].flatMap((kind) => [kind, kind])].sort());
});

/** Somebody arrives, is called and sits at the desk; all of it is on the server. */
async function receiveSomebody(page: Page): Promise<void> {
  await arrive(page);
  await page.keyboard.press("F4");
  await expect(page.locator("#queue-received .is-mine")).toContainText("appelé");
  await page.keyboard.press("F4");
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  await expect.poll(() => standing(page, "waiting")).toBe(0);
}

test("a word said in handing over without a network is sealed on the device, and arrives", async () => {
  const word = "Madame Zéphyrine Quatrebarbes revient de la banque";
  const page = await device.signIn(agent());
  await receiveSomebody(page);
  await cut();
  await page.keyboard.press("F8");
  await page.locator("#handing-word").pressSequentially(word);
  await page.getByRole("button", { name: "Qui sera libre" }).click();
  await expect(page.locator("#queue-waiting q").first()).toHaveText(word);
  await expect.poll(() => standing(page, "waiting")).toBe(1);
  await device.close();
  expect(await device.filesWith("Zéphyrine Quatrebarbes")).toEqual([]);
  expect(await device.filesWith("visit.handed"), "the search finds what is there").not.toEqual([]);
  await device.open();
  await mend();
  const again = await device.page();
  await device.counter(again);
  await expect.poll(() => standing(again, "waiting")).toBe(0);
  const [handed] = (await server.journal()).slice(before).filter(({ kind }) => kind === "visit.handed");
  expect(handed?.words, "the server reads it").toBe(word);
  await expect(again.locator("#queue-waiting q").first(), "and so does whoever receives").toHaveText(word);
});
