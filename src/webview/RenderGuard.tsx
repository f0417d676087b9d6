import { Component, type ComponentChildren } from 'preact';
import type { RichText } from '../model/richText.ts';
import { plainText } from './plainText.ts';

interface GuardProps {
  /** Shown as plain words where drawing it fails. */
  readonly text: RichText;
  readonly children: ComponentChildren;
}

/** Keeps a message that cannot be drawn from taking the page with it. */
export class RenderGuard extends Component<GuardProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static override getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    // Told to the window like any other fault, so that it gets into the log.
    reportError(error);
  }

  override render(): ComponentChildren {
    return this.state.hasFailed ? plainText(this.props.text, 20_000) : this.props.children;
  }
}
