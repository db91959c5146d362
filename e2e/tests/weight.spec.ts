import { test } from "../support/test.ts";
import { BUDGET, weigh } from "../support/weight.ts";

for (const [role, address] of [["", "/sign-in"], ["mediator", "/counter"], ["director", "/figures"], ["officer", "/places"]] as const) {
  test(`the first view of ${address} weighs at most ${BUDGET / 1000} kB`, async ({ page, signIn }) => {
    if (role) await signIn(role);
    await weigh(page, address);
  });
}
