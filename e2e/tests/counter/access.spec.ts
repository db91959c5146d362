import { Counter, requestOf, WHOLE_VISIT } from "../../support/counter.ts";
import { axe, expect, test } from "../../support/test.ts";

test("Tab walks through the whole counter: every stop is seen, large enough, and left again", async ({ page, signIn }) => {
  await signIn("mediator");
  const counter = await Counter.open(page);
  await counter.press("4");
  await page.locator(".skip-link").focus();
  const stops: Stop[] = [];
  for (let stop = await page.evaluate(stopped); stop && !stops.some(({ path }) => path === stop?.path); stop = await page.evaluate(stopped)) {
    stops.push(stop);
    await page.keyboard.press("Tab");
  }
  const tabbable = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [tabindex='0']")]
    .filter((element) => element.checkVisibility() && !element.matches(":disabled")).length);
  expect(stops.length, "everything is reached, and nothing holds the focus").toBe(tabbable);
  expect(stops.filter(({ marked }) => !marked), "stops without a visible focus").toEqual([]);
  expect(stops.filter(({ width, height }) => width < 24 || height < 24), "stops smaller than 24 px").toEqual([]);
  const inForm = stops.filter(({ path }) => path.includes("counter-form")).map(({ top }) => Math.round(top / 60));
  expect(inForm, "the order is the order one reads").toEqual([...inForm].sort((one, other) => one - other));
  await page.keyboard.press("Shift+Tab");
  expect((await page.evaluate(stopped))?.path, "and one walks back").toBe(stops.at(-1)?.path);
});

interface Stop {
  path: string;
  width: number;
  height: number;
  top: number;
  marked: boolean;
}

/** Runs in the page: what has the focus, how large it is, and whether that shows. */
function stopped(): Stop | undefined {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  // The box around the field, and the face over a list, show the focus for it.
  const shown = element.closest(".command-box") ?? (element.matches(".chip select") ? element.nextElementSibling! : element);
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
  const { width, height, top } = shown.getBoundingClientRect();
  const steps = [];
  for (let at: Element | null = element; at; at = at.parentElement) steps.push(at.id || `${at.localName}${[...(at.parentElement?.children ?? [])].indexOf(at)}`);
  const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  return { path: steps.reverse().join(" "), width, height, top: top + scrollY, marked };
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1366, 390]) {
    test(`every moment of the counter is accessible, ${colorScheme}, ${width} px`, async ({ page, signIn }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await signIn("mediator");
      const counter = await Counter.open(page);
      await counter.search("facture");
      await axe(page, "what the field offers");
      await counter.press("Enter", "m");
      await page.getByRole("button", { name: "Note" }).click();
      await page.locator("#counter-note").fill("mot de passe : soleil");
      await expect(page.locator("#counter-sheet h2")).toBeVisible();
      await axe(page, "a request being composed, with its sheet");
      await page.locator("#counter-note").fill("");
      await page.getByRole("button", { name: /^Enregistrer/ }).click();
      await counter.acknowledged(WHOLE_VISIT);
      await axe(page, "a request saved");
    });
  }
}

test.describe("on a telephone, by touch alone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("taps make a whole request", async ({ page, signIn }) => {
    await signIn("mediator");
    const counter = await Counter.open(page);
    await page.locator(".favourite", { hasText: "Énergie" }).tap();
    await page.locator(".act", { hasText: "Médiation" }).tap();
    await page.locator(".act", { hasText: "Expliquer" }).tap();
    await page.getByLabel("Âge").selectOption("25-39");
    await page.getByLabel("Durée").selectOption({ index: 2 });
    await page.getByRole("button", { name: "Note" }).tap();
    await page.locator("#counter-note").fill("Revient jeudi");
    await page.getByRole("button", { name: "Enregistrer" }).tap();
    const entries = await counter.acknowledged(WHOLE_VISIT);
    expect(entries[0]!.body["age"]).toBe("25-39");
    expect(requestOf(entries)).toMatchObject({ note: "Revient jeudi", body: { theme: "electricite.facture", acts: ["mediate", "explain"] } });
    await expect(counter.told).toContainText("enregistré. Visite terminée.");
    await page.getByRole("button", { name: "Annuler" }).tap();
    await counter.acknowledged([...WHOLE_VISIT, "withdrawn", "withdrawn"]);
    await expect(counter.tokens.first()).toContainText("Facture");
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing runs out of the screen").toBe(390);
  });
});
