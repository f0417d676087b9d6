import { build } from 'esbuild';

/** Bundles what a messenger on the official SDK would need of it; answers its bytes. */
export async function sdkBundle(): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: "export { B24Hook } from '@bitrix24/b24jssdk';", resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outputFiles[0]?.contents.byteLength ?? Number.NaN;
}
