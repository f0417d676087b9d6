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
    return this.state.hasFailed ? wordsOf(this.props.text) : this.props.children;
  }
}

const longest = 20_000;

function wordsOf(text: RichText): string {
  try {
    return plainText(text, longest);
  } catch {
    // What could not be drawn may not be readable either; the fault was reported when drawing failed.
    return '';
  }
}
