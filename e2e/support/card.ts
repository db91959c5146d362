import { readFileSync } from "node:fs";

/** Whom the demonstration lets in: a role is the product's own word, such as `mediator` or `director`. */
export interface Account {
  role: string;
  email: string;
  password: string;
}

/** What `parvis demo` writes in its data folder as `demo-card.json`. */
export interface Card {
  address: string;
  accounts: Account[];
}

/** Tells the workers where the card is; set by hand, it points the suite at a demonstration that already runs. */
export const CARD_VARIABLE = "PARVIS_DEMO_CARD";

/** Reads the card of the demonstration under test. */
export function card(): Card {
  const path = process.env[CARD_VARIABLE];
  if (!path) throw new Error(`${CARD_VARIABLE} is not set: the suite's global set-up did not run.`);
  return readCard(path);
}

/** Reads a card; its address comes back as an origin without a final slash. */
export function readCard(path: string): Card {
  const read = JSON.parse(readFileSync(path, "utf8")) as Card;
  const address = read.address.includes("://") ? read.address : `http://${read.address}`;
  return { ...read, address: new URL(address).origin };
}
