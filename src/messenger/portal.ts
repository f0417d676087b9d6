// What the product asks of a portal, in the product's own words. One request wherever one will do.
import type { MessageContent } from './outgoing.ts';
