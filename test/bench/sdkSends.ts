// The official SDK under the same load, in a process of its own: its waiting calls wake up by the thousand.
import { Agent } from 'node:https';
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk';
import { sendThroughLoad, type Sends } from './sendThroughLoad.ts';

export interface SdkSendsOptions {
  readonly webhookUrl: string;
  /** PEM of the portal's own authority. */
  readonly authority: string;
}

if (import.meta.main) await send(JSON.parse(process.argv[2] ?? '') as SdkSendsOptions);

async function send({ webhookUrl, authority }: SdkSendsOptions): Promise<void> {
  process.once('disconnect', () => process.exit());
  const sdk = B24Hook.fromWebhookUrl(webhookUrl);
  const { ajaxClient } = sdk.getHttpClient(ApiVersion.v2);
  ajaxClient.defaults.httpsAgent = new Agent({ ca: authority });
  ajaxClient.defaults.proxy = false;
  const departures = new Map<string, number>();
  ajaxClient.interceptors.request.use((config) => {
    // Its queue is behind it here; after it comes the wire.
    const body = JSON.stringify(config.data) ?? '';
    const text = /Send \d+/.exec(body)?.[0];
    if (text !== undefined) departures.set(text, performance.now());
    return config;
  });
  const sends: Sends = await sendThroughLoad(async (method, params) => {
    const answer = await sdk.actions.v2.call.make({ method, params });
    if (!answer.isSuccess) throw new Error(answer.getErrorMessages().join('; '));
  }, departures);
  process.send?.(sends, () => process.exit());
}
