import { arrive, Counter } from "../../support/counter.ts";
import { axe, expect, type Page, signInByForm, test } from "../../support/test.ts";

test.describe.configure({ mode: "serial" });

test("somebody arrives, is called, received and served with the keyboard alone; the hall follows", async ({ page, context, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  const screen = await context.newPage();
  await screen.goto(await page.locator("#counter-queue a").first().getAttribute("href") ?? "");
  await page.bringToFront();
  await expect(counter.field).toBeFocused();

  const number = await arrive(page);
  const waits = page.locator("#queue-waiting li").filter({ has: page.getByRole("link", { name: number, exact: true }) });
  await expect(screen.locator("#screen-next")).toContainText(number);
  const shown = context.waitForEvent("page");
  await waits.getByRole("link", { name: number }).click();
  const slip = await shown;
  await expect(slip.locator(".kiosk-number b"), "what the agent shows or prints for the visitor").toHaveText(number);
  await expect(slip.locator(".kiosk-code")).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  await axe(slip, "a number shown by the counter");
  await slip.close();

  const mine = page.locator("#queue-received li.is-mine").filter({ has: page.locator("b", { hasText: new RegExp(`^${number}$`) }) });
  await counter.press("F4");
  await expect(mine).toContainText("appelé");
  await expect(screen.locator("#screen-number")).toHaveText(number);

  await counter.press("F4");
  await expect(page.locator("#counter-title")).toHaveText(`Visite ${number}`);
  await expect(mine).toContainText("au bureau");
  await counter.reload();
  await expect(page.locator("#counter-title"), "a page loaded anew finds who sits there").toHaveText(`Visite ${number}`);
  await counter.press("4", "e", "+");
  await counter.press("Control+z");
  await expect(page.locator("#counter-title"), "what is taken back leaves the visitor at the desk").toHaveText(`Visite ${number}`);
  await counter.press("Enter");
  await expect(counter.told).toContainText("enregistré. Visite terminée.");
  await expect(mine).toHaveCount(0);
  await expect(counter.field).toBeFocused();
  // The visit leaves the desk before its end has reached the server.
  await expect.poll(() => counter.sent.flat().at(-1)?.kind).toBe("visit.closed");
  const entries = counter.sent.flat();
  const visit = entries.find(({ kind }) => kind === "visit.opened")!.id;
  expect(entries.filter(({ kind }) => kind === "visit.opened"), "one visit").toHaveLength(1);
  expect(entries.findLast(({ kind }) => kind === "request.recorded")!.body["visit"]).toBe(visit);
  expect(entries.at(-1)).toMatchObject({ kind: "visit.closed", body: { visit } });
});

test("a visitor on hold leaves the desk free, and comes back", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  await arrive(page);
  await counter.press("F4");
  await expect(page.locator("#queue-received .is-mine")).toContainText("appelé");
  await counter.press("F4");
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  await page.getByRole("button", { name: /^Pause/ }).click();
  await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
  await counter.press("4", "e", "Enter");
  await expect(counter.told).toContainText("enregistré. Visite terminée.");
  await page.getByRole("button", { name: /^Reprendre/ }).click();
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  await axe(page, "the counter with somebody at the desk");
  await counter.press("4", "e", "Enter");
  await expect(page.locator("#queue-received .is-mine")).toHaveCount(0);
  await expect(counter.told).toContainText("enregistré. Visite terminée.");
});

test("whatever was done to the queue, what is typed next goes to the field", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  await arrive(page);
  const mine = page.locator("#queue-received .is-mine");
  let calls = 0;
  page.on("request", (request) => { calls += Number(request.url().endsWith("/queue/calls")); });
  const press = async (name: RegExp) => {
    await page.getByRole("button", { name }).first().click();
    await expect(counter.field, `after ${name}`).toBeFocused();
  };
  await press(/^Appeler/);
  await expect(mine).toContainText("appelé");
  await press(/^Rappeler/);
  await expect(counter.told).toHaveText(/^Numéro \d+ rappelé\.$/);
  expect(calls).toBe(2);
  await press(/^Accueillir/);
  await press(/^Remettre/);
  await expect(counter.told).toHaveText(/^Remettre en attente\s: numéro \d+$/);
  await expect(mine).toHaveCount(0);
  await press(/^Appeler/);
  await press(/^Absent/);
  await expect(mine).toHaveCount(0);
  await press(/^Au bureau/);
  await page.getByRole("button", { name: /^Nouvelle arrivée/ }).focus();
  await counter.press("F9");
  await counter.press("4", "e", "Enter");
  await expect(counter.told).toContainText("enregistré. Visite terminée.");
  expect(calls, "no key called anybody again").toBe(3);
  await press(/^Nouvelle arrivée/);
  await press(/^Appeler/);
  await press(/^Absent/);
  await expect(mine).toHaveCount(0);
});

test("a server that stands still is not waited for: the agent calls aloud", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  const number = await arrive(page);
  await page.route("**/api/v1/queue/calls", () => {});
  await page.locator("#queue-waiting li").filter({ has: page.getByRole("link", { name: number, exact: true }) }).getByRole("button").click();
  await expect(counter.told).toHaveText(`Le serveur ne répond pas, l’écran n’affiche rien\u00a0: appelez le numéro ${number} de vive voix.`, { timeout: 12_000 });
  await expect(page.locator("#counter-title")).toHaveText(`Visite ${number}`);
  await counter.press("Enter");
  await expect(page.locator("#queue-received .is-mine")).toHaveCount(0);
});

test("however many tabs a device opens, each sees the queue and each is answered", async ({ page, context, signIn }) => {
  await signIn("mediator");
  const first = await Counter.open(page);
  const tabs = [page];
  // A browser opens six connections to a server at the most.
  while (tabs.length < 8) {
    const tab = await context.newPage();
    await tab.goto(page.url());
    await expect(tab.locator("#queue-empty"), "its queue has come").toBeAttached();
    tabs.push(tab);
  }
  const before = await page.locator("#queue-waiting li").count();
  await tabs.at(-1)!.bringToFront();
  await expect(tabs.at(-1)!.locator("#counter-field")).toBeEnabled();
  await tabs.at(-1)!.keyboard.press("F2");
  for (const tab of tabs) await expect(tab.locator("#queue-waiting li a")).toHaveCount(before + 1);
  const number = await page.locator("#queue-waiting li b").last().textContent();
  // Whoever held the line goes: another tab takes it.
  await page.close();
  const next = tabs[1]!;
  await next.bringToFront();
  const call = next.locator("#queue-waiting li").filter({ has: next.locator("b", { hasText: new RegExp(`^${number}$`) }) });
  await call.getByRole("button").click();
  const mine = tabs.at(-1)!.locator("#queue-received li.is-mine").filter({ hasText: number ?? "" });
  await expect(mine).toContainText("appelé");
  await mine.getByRole("button", { name: /Absent/ }).click();
  await expect(next.locator("#queue-received li.is-mine").filter({ hasText: number ?? "" })).toHaveCount(0);
  expect(first.sent.flat().filter(({ kind }) => kind === "visit.opened"), "nothing was made here").toEqual([]);
});

test("two computers that are not enrolled say at which desk each receives, once", async ({ browser, demo, page, context, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  const place = await page.evaluate(() => (JSON.parse(document.getElementById("counter-data")!.textContent!) as { place: { id: number } }).place.id);
  const screen = await context.newPage();
  await screen.goto(`/screen?place=${place}`);
  const theirs = await browser.newContext({ baseURL: demo.address, locale: "fr-FR", timezoneId: "Europe/Paris" });
  const colleague = await theirs.newPage();
  await signInByForm(colleague, demo.accounts.find(({ role }) => role === "director")!);
  await colleague.goto(`/counter?place=${place}`);
  for (const one of [page, colleague]) {
    await one.bringToFront();
    await expect(one.locator(".team-me")).toBeVisible();
    await expect(one.getByLabel("Mon bureau")).toHaveValue("Accueil");
    await one.getByRole("button", { name: "Au bureau" }).click();
    await expect(one.getByRole("button", { name: "Au bureau" })).toHaveAttribute("aria-pressed", "true");
  }
  for (const one of [page, colleague]) await expect(one.locator("#queue-seat-shared")).toBeVisible();
  await axe(page, "two agents at one desk");

  await page.bringToFront();
  await page.getByLabel("Mon bureau").fill(" Bureau 7 ");
  await counter.press("Enter");
  await expect(counter.told).toHaveText("Ce poste s’appelle maintenant Bureau 7.");
  await expect(counter.field, "what is typed next names no desk").toBeFocused();
  for (const one of [page, colleague]) await expect(one.locator("#queue-seat-shared")).toBeHidden();
  await page.getByLabel("Mon bureau").fill("accueil");
  await counter.press("Escape");
  await expect(counter.field).toBeFocused();
  await expect(page.locator("#queue-seat-shared"), "the same desk, written otherwise").toBeVisible();
  await page.getByLabel("Mon bureau").fill("Bureau 7");
  await counter.press("F9");
  await expect(counter.field, "a key of the queue leaves it too, and it is kept").toBeFocused();
  await page.getByRole("button", { name: "Au bureau" }).click();
  await expect(colleague.locator(".team-lines"), "colleagues see where").toContainText("Bureau 7 · depuis");
  await counter.reload();
  await expect(page.getByLabel("Mon bureau"), "this computer remembers").toHaveValue("Bureau 7");
  const number = await arrive(page);
  await page.locator("#queue-waiting li").filter({ has: page.getByRole("link", { name: number, exact: true }) }).getByRole("button").click();
  await expect(screen.locator("#screen-number")).toHaveText(number);
  await expect(screen.locator("#screen-desk")).toHaveText("Bureau 7");
  await page.getByRole("button", { name: `Absent : numéro ${number}` }).click();

  await page.getByLabel("Mon bureau").fill("");
  await counter.press("Enter");
  await expect(page.getByLabel("Mon bureau"), "a desk has a name").toHaveValue("Accueil");
  await colleague.goto("/me");
  await colleague.getByRole("button", { name: "Se déconnecter" }).click();
  await theirs.close();
});

const WORD = "Sa facture est dans l’enveloppe bleue.";

/** Somebody sits at the desk of whoever looks at this page; answers their number. */
async function receiveSomebody(page: Page, counter: Counter): Promise<string> {
  await arrive(page);
  await counter.press("F4");
  await expect(page.locator("#queue-received .is-mine")).toContainText("appelé");
  await counter.press("F4");
  await expect(page.locator("#counter-title")).toContainText(/Visite \d+/);
  return /\d+/.exec((await page.locator("#counter-title").textContent()) ?? "")![0];
}

test("with the keyboard alone somebody is handed over with a word, and the colleague calls them first", async ({ browser, demo, page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  const place = await page.evaluate(() => (JSON.parse(document.getElementById("counter-data")!.textContent!) as { place: { id: number } }).place.id);
  const theirs = await browser.newContext({ baseURL: demo.address, locale: "fr-FR", timezoneId: "Europe/Paris" });
  const colleague = await theirs.newPage();
  await signInByForm(colleague, demo.accounts.find(({ role }) => role === "director")!);
  await colleague.goto(`/counter?place=${place}`);
  await expect(colleague.locator(".team-me")).toBeVisible();
  await colleague.keyboard.press("F9");
  await expect(colleague.getByRole("button", { name: "Au bureau" })).toHaveAttribute("aria-pressed", "true");
  const director = page.locator(".team-lines li", { hasText: "Direction" });
  await expect(director, "one sees who is there").toContainText(/Accueil · depuis \d+\sh/);

  const number = await receiveSomebody(page, counter);
  await counter.press("F2");
  await counter.press("F8");
  const dialog = page.getByRole("dialog", { name: `Passer le numéro ${number}` });
  await expect(dialog.getByRole("button").first(), "who is there comes first").toBeFocused();
  await expect(dialog.getByRole("button").first()).toContainText("Direction");
  await counter.press("Shift+Tab");
  await page.keyboard.type("mot de passe : soleil");
  await expect(dialog.getByRole("alert")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1366, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await axe(page, `to whom to hand over, ${colorScheme}, ${width} px`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1366, height: 768 });
  // What is refused comes back with its words.
  await counter.press("Tab", "Enter");
  await expect(dialog.getByRole("alert")).toContainText("note");
  await expect(dialog.locator("textarea")).toHaveValue("mot de passe : soleil");
  await counter.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.locator("#counter-title"), "nobody has left the desk").toHaveText(`Visite ${number}`);
  await counter.press("F8", "Shift+Tab");
  await page.keyboard.type(WORD);
  await counter.press("Tab", "Enter");
  await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
  await expect(counter.field).toBeFocused();

  const waits = colleague.locator("#queue-waiting li").first();
  await expect(waits).toContainText("pour vous");
  await expect(waits).toContainText("passé par Médiation");
  await expect(waits.locator("q")).toHaveText(WORD);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1366, 390]) {
      await colleague.emulateMedia({ colorScheme });
      await colleague.setViewportSize({ width, height: 844 });
      await axe(colleague, `somebody handed over, ${colorScheme}, ${width} px`);
    }
  }
  const hall = await colleague.request.get(`/api/v1/queue?place=${place}&hall=true`);
  expect(await hall.text(), "the hall knows nothing of it").not.toContain("enveloppe");
  await expect(counter.told, "what was said stays after its answer").toContainText(`Numéro ${number} passé à`);
  await colleague.keyboard.press("F4");
  const hers = colleague.locator("#queue-received .is-mine");
  await expect(hers.locator("b"), "before those who came first").toHaveText(number);
  await colleague.keyboard.press("F4");
  await expect(hers.locator("q"), "the word is there while one receives").toHaveText(WORD);
  await colleague.keyboard.press("Enter");
  await expect(hers).toHaveCount(0);

  await colleague.goto("/me");
  await colleague.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(director, "who signs out is no longer there").toHaveCount(0);
  await theirs.close();
  const entries = counter.sent.flat();
  const handed = entries.filter(({ kind }) => kind === "visit.handed").at(-1)!;
  expect(handed.note).toBe(WORD);
  expect(JSON.stringify(handed.body)).not.toContain("enveloppe");
});

test.describe("on a telephone, by touch alone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("taps say where one is, and hand somebody over to whoever is free", async ({ page, signIn }) => {
    await signIn("mediator");
    const counter = await Counter.open(page);
    await page.getByRole("button", { name: "En pause" }).tap();
    await expect(page.getByRole("button", { name: "En pause" })).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: /^Nouvelle arrivée/ }).tap();
    await page.getByRole("button", { name: /^Appeler/ }).first().tap();
    await page.getByRole("button", { name: /^Accueillir/ }).tap();
    await expect(page.getByRole("button", { name: "Au bureau" }), "whoever receives is at the desk").toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: /^Passer à/ }).tap();
    await page.locator("#handing-word").fill(WORD);
    await page.getByRole("button", { name: "Qui sera libre" }).tap();
    await expect(page.locator("#counter-title")).toHaveText("Nouvelle visite");
    await expect(page.locator("#queue-waiting q").first()).toHaveText(WORD);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing runs out of the screen").toBe(390);
    await expect.poll(() => counter.sent.flat().at(-1)).toMatchObject({ kind: "visit.handed", note: WORD });
  });
});
