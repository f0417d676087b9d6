/** A local application as its card on the portal says (api-facts 2.2). */
export type OAuthApplication = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the portal sends the browser back to; without one it shows the code for manual entry. */
  readonly redirectUri?: string;
  readonly scopes: readonly string[];
};

/** What can happen to an application on the portal while people use it. */
export type ApplicationState = {
  readonly application: OAuthApplication;
  isRemoved: boolean;
  isPaid: boolean;
};

export class OAuthApplications {
  readonly #states = new Map<string, ApplicationState>();

  constructor(applications: readonly OAuthApplication[]) {
    for (const application of applications) {
      this.#states.set(application.clientId, { application, isRemoved: false, isPaid: true });
    }
  }

  /** As installed; `undefined` for an unknown or a removed one. */
  get(clientId: string): ApplicationState | undefined {
    const state = this.#states.get(clientId);
    return state === undefined || state.isRemoved ? undefined : state;
  }
}
