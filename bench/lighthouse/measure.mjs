// What Lighthouse says of pages as a telephone on a slow network sees them: scripts/lighthouse [address…]. Each page is measured ROUNDS times
// and its medians are told, with every audit that is not perfect; it fails below FLOOR in performance or accessibility.

import { loadavg } from 'node:os';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const ROUNDS = 3;
const FLOOR = 95;
const HELD = ['performance', 'accessibility'];

const median = (scores) => scores.sort((one, other) => one - other)[scores.length >> 1];

async function measure(address) {
  const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: 'error', formFactor: 'mobile' });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
  }
}

/** The audits that take something from a score, with what they found. */
function findings({ categories, audits }) {
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]));
  return counted.filter(({ score }) => score !== null && score < 1)
    .map(({ id, score, displayValue = '' }) => `  ${id} ${Math.round(100 * score)} ${displayValue}`);
}

let low = false;
for (const address of process.argv.slice(2)) {
  const rounds = [];
  while (rounds.length < ROUNDS) rounds.push(await measure(address));
  const scores = Object.keys(rounds[0].categories).map((name) => [name, median(rounds.map(({ categories }) => Math.round(100 * categories[name].score)))]);
  console.log(`${rounds[0].finalDisplayedUrl} (load ${loadavg()[0].toFixed(2)})`);
  console.log(`  ${scores.map(([name, score]) => `${name} ${score}`).join(' · ')}`);
  console.log(findings(rounds.at(-1)).join('\n'));
  low ||= scores.some(([name, score]) => HELD.includes(name) && score < FLOOR);
}
process.exitCode = low ? 1 : 0;
