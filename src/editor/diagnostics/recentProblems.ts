const KEPT = 20;

export interface Problem {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
}

/** The latest serious lines of the log, redacted as they are there. */
export class RecentProblems {
  #problems: readonly Problem[] = [];

  /** Newest last. */
  get all(): readonly Problem[] {
    return this.#problems;
  }

  note(line: string): void {
    this.#problems = [...this.#problems, { at: Date.now(), line }].slice(-KEPT);
  }
}
