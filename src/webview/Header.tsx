import type { JSX } from 'preact';
import type { ThreadHeader } from '../protocol/thread.ts';
import { Avatar } from './Avatar.tsx';

export function Header({ header }: { readonly header: ThreadHeader }): JSX.Element {
  return (
    <header class="header">
      <Avatar name={header.title} color={header.color} />
      <div class="header-text">
        <h1 class="header-title" dir="auto" title={header.title}>
          {header.title}
        </h1>
        {header.subtitle && (
          <p class="header-subtitle" dir="auto">
            {header.subtitle}
          </p>
        )}
      </div>
    </header>
  );
}
