// What a portal can begin with; `npm run portal -- --seed <name>`.
import type { Seed } from '../seed.ts';
import { demoSeed } from './demo/demo.ts';
import { largeSeed } from './large.ts';
import { paperSeed } from './paper.ts';

export type SeedName = 'paper' | 'demo' | 'large';

export const seeds: Readonly<Record<SeedName, Seed>> = {
  paper: paperSeed,
  demo: demoSeed,
  large: largeSeed,
};
