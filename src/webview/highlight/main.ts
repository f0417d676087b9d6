import { highlightCode } from './highlightCode.ts';

globalThis.highlightCode = highlightCode;
