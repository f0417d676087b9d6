export interface FieldChange {
  /** This stretch of the text … */
  readonly from: number;
  readonly to: number;
  /** … becomes this, … */
  readonly text: string;
  /** … and this is selected afterwards. */
  readonly selectFrom: number;
  readonly selectTo: number;
}
