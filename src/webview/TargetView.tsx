import type { ComponentChildren, JSX } from 'preact';
import { assertNever } from '../base/assertNever.ts';
import type { CardTarget } from '../model/attachCard.ts';
import { LinkView, TextButton } from './LinkView.tsx';
import { usePageServices } from './pageServices.ts';

interface TargetProps {
  readonly target: CardTarget | undefined;
  readonly children: ComponentChildren;
}

/** What leads somewhere can be pressed; what does not is only read. */
export function TargetView({ target, children }: TargetProps): JSX.Element {
  const { post, showPerson } = usePageServices();
  switch (target?.kind) {
    case undefined:
      return <>{children}</>;
    case 'url':
    case 'portalPath':
      return <LinkView target={target}>{children}</LinkView>;
    case 'user':
      return <TextButton onClick={(button) => showPerson(target.userId, button)}>{children}</TextButton>;
    case 'dialog':
      return (
        <TextButton onClick={() => post('openDialog', { dialogId: target.dialogId, messageId: undefined })}>
          {children}
        </TextButton>
      );
    default:
      return assertNever(target);
  }
}
