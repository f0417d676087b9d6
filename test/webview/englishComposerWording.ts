import type { ComposerWording } from '../../src/protocol/composerWording.ts';

/** The composer's words as the tests read them. */
export const englishComposerWording: ComposerWording = {
  replyingTo: 'Replying to {0}',
  leaveReply: 'Do not reply',
  editing: 'Editing your message',
  leaveEdit: 'Stop editing',
  withKeys: '{0} ({1})',
};
