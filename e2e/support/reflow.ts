import { expect, type Page } from "@playwright/test";

/**
 * Fails, naming the elements at fault, if the page scrolls sideways at this width (WCAG 1.4.10 asks for 320 CSS pixels) with
 * the spacing of text that a reader may set (WCAG 1.4.12). A part that scrolls within itself, such as a wide table, is allowed.
 * The page is given back as it was.
 */
export async function reflow(page: Page, width = 320): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const rows = await page.evaluate(overflowing, width);
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  if (before) await page.setViewportSize(before);
  expect.soft(rows, `reflow of ${page.url()} at ${width} px`).toEqual([]);
}

/** Runs in the page. */
function overflowing(width: number): string[] {
  const spacing = new CSSStyleSheet();
  spacing.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }");
  document.adoptedStyleSheets = [spacing];
  const root = document.documentElement;
  if (root.scrollWidth <= width) return [];
  const outside = [...document.body.querySelectorAll("*")].filter((element) => {
    // Parts of a drawing are bounded by it.
    if (element instanceof SVGElement && element.ownerSVGElement) return false;
    const { left, right } = edges(element);
    return right > left && (right > width || left < 0) && !scrolled(element);
  });
  // The innermost elements say where the mend is; their ancestors only follow.
  const innermost = outside.filter((element) => !outside.some((other) => other !== element && element.contains(other)));
  return [`the page is ${root.scrollWidth} px wide`, ...innermost.map(described)];

  /** A block may be narrow while its text runs out of it; an element that clips or scrolls ends at its own box. */
  function edges(element: Element): { left: number; right: number } {
    const box = element.getBoundingClientRect();
    const content = getComputedStyle(element).overflowX === "visible" ? box.left + element.scrollWidth : box.right;
    return { left: Math.round(box.left), right: Math.round(Math.max(box.right, content)) };
  }

  function scrolled(element: Element): boolean {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  }

  function described(element: Element): string {
    const { left, right } = edges(element);
    const name = element.id ? `#${element.id}` : [...element.classList].map((one) => `.${one}`).join("");
    return `${element.localName}${name} · from ${left} to ${right} px`;
  }
}
