/** Every command of the manifest; a test holds both lists equal. */
export type CommandId =
  | 'bitrix24.signIn'
  | 'bitrix24.signOut'
  | 'bitrix24.refresh'
  | 'bitrix24.openDialog'
  | 'bitrix24.openChat'
  | 'bitrix24.findDialog'
  | 'bitrix24.copyDialogId'
  | 'bitrix24.sendMessage'
  | 'bitrix24.sendSelection'
  | 'bitrix24.markRead'
  | 'bitrix24.showMoreDialogs'
  | 'bitrix24.showLog';
