import type { DialogId } from '../../model/dialogId.ts';

/** What the demo tells, in the person's language. The first of the people is the person. */
export interface DemoStory {
  readonly people: readonly [DemoPerson, ...DemoPerson[]];
  readonly dialogs: readonly DemoDialog[];
  /** What colleagues answer, one after another. */
  readonly answers: readonly string[];
}

export interface DemoPerson {
  readonly id: number;
  readonly name: string;
  readonly position: string;
  readonly color: string;
}

export interface DemoDialog {
  /** A private dialog is named by its person. */
  readonly id: DialogId;
  readonly title: string;
  readonly isPinned: boolean;
  readonly unread: number;
  /** Of a group, the person included. */
  readonly memberIds: readonly number[];
  readonly messages: readonly DemoMessage[];
}

export interface DemoMessage {
  readonly authorId: number;
  /** In Bitrix24's markup. */
  readonly text: string;
  readonly minutesAgo: number;
  readonly likedBy?: readonly number[];
}
