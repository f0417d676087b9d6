import type { IncomingMessage, ServerResponse } from 'node:http';
import { readParams } from '../http/readRequest.ts';
import { toText } from '../rest/phpValue.ts';
import type { World } from '../world.ts';
import { codePage, failurePage, loginPage, qrPage } from './loginPage.ts';
import type { LoginSessions } from './loginSessions.ts';
import type { OAuthApplication, OAuthApplications } from './oauthApplications.ts';
import type { OAuthGrants } from './oauthGrants.ts';

export const PASSWORD = 'correct horse';
const COOKIE = 'BITRIX_SM_SESSION';

export type AuthorisePorts = {
  readonly world: World;
  readonly applications: OAuthApplications;
  readonly grants: OAuthGrants;
  readonly sessions: LoginSessions;
  readonly memberId: string;
  readonly basePath: string;
  serverDomain(): string;
};

/** The portal's pages below `/oauth/` in a browser (api-facts 2.2). */
export class AuthorisePages {
  readonly #ports: AuthorisePorts;

  constructor(ports: AuthorisePorts) {
    this.#ports = ports;
  }

  /** False for an address that is none of these pages. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { basePath } = this.#ports;
    const url = new URL(request.url ?? '/', this.#ports.world.origin);
    switch (url.pathname) {
      case `${basePath}/oauth/authorize/`:
        request.resume();
        this.#authorise(request, response, url);
        return true;
      case `${basePath}/oauth/login/`:
        await this.#login(request, response, url);
        return true;
      case `${basePath}/oauth/qr/`:
        request.resume();
        this.#qr(response, url);
        return true;
      default:
        return false;
    }
  }

  #authorise(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const state = this.#ports.applications.get(url.searchParams.get('client_id') ?? '');
    // Failures stay on the portal's own page; nothing comes back to the application.
    if (state === undefined) return html(response, 404, failurePage('Application not found'));
    if (!state.isPaid) return html(response, 403, failurePage('The application needs a paid plan'));
    const userId = this.#ports.sessions.userOf(cookieOf(request));
    if (userId === undefined) return html(response, 200, this.#loginPage(url.search, undefined));
    this.#sendBack(response, state.application, userId, url.searchParams.get('state'));
  }

  #sendBack(
    response: ServerResponse,
    application: OAuthApplication,
    userId: number,
    state: string | null,
  ): void {
    const { grants, world, memberId } = this.#ports;
    const code = grants.issueCode(application, userId);
    if (application.redirectUri === undefined) return html(response, 200, codePage(code));
    const target = new URL(application.redirectUri);
    const answer = {
      code,
      ...(state === null ? {} : { state }),
      domain: new URL(world.origin).host,
      member_id: memberId,
      scope: application.scopes.join(','),
      server_domain: this.#ports.serverDomain(),
    };
    for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
    response.writeHead(302, { Location: target.href }).end();
  }

  async #login(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const form = await readParams(request, '');
    const login = toText(form['login']).trim().toLowerCase();
    const user = [...this.#ports.world.users.values()].find(
      (candidate) =>
        candidate.isActive &&
        [candidate.email.toLowerCase(), candidate.phones?.personal_mobile ?? ''].some(
          (known) => known !== '' && known === login,
        ),
    );
    if (user === undefined || toText(form['password']) !== PASSWORD) {
      return html(response, 200, this.#loginPage(url.search, 'Wrong login or password'));
    }
    this.#enter(response, this.#ports.sessions.signIn(user.id), url.search);
  }

  #qr(response: ServerResponse, url: URL): void {
    const { sessions, basePath } = this.#ports;
    const shown = url.searchParams.get('qr');
    if (shown === null) {
      url.searchParams.set('qr', sessions.showQr());
      response.writeHead(302, { Location: `${basePath}/oauth/qr/${url.search}` }).end();
      return;
    }
    const session = sessions.scanned(shown);
    if (session === undefined) return html(response, 200, qrPage(shown));
    url.searchParams.delete('qr');
    this.#enter(response, session, url.search);
  }

  #enter(response: ServerResponse, session: string, search: string): void {
    response.writeHead(303, {
      'Set-Cookie': `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`,
      'Location': `${this.#ports.basePath}/oauth/authorize/${search}`,
    });
    response.end();
  }

  #loginPage(search: string, fault: string | undefined): string {
    const { basePath } = this.#ports;
    return loginPage(`${basePath}/oauth/login/${search}`, `${basePath}/oauth/qr/${search}`, fault);
  }
}

function cookieOf(request: IncomingMessage): string | undefined {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
}

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
}
