// The search as the counter loads it: after its first view, or with the first letter typed.

export { Index } from './index.ts';
export { marks, themeSearch } from './themes.ts';
