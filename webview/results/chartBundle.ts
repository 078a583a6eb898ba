import type { ChartRenderer } from '../chart/main';

/** Of the running script, which is the only one that knows where bundles are; the nonce lets another one in. */
const own = document.currentScript;

/** Loads what draws charts, a megabyte that a table has no use for. Loaded twice it is the same. */
export async function loadCharts(): Promise<ChartRenderer> {
  const present = window.framesCharts;
  if (present !== undefined) return present;
  if (!(own instanceof HTMLScriptElement)) throw new Error('The page does not know where it came from.');
  const script = document.createElement('script');
  script.nonce = own.nonce ?? '';
  script.src = own.src.replace(/[^/]+\.js/, 'chart.js');
  await new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () =>
      reject(new Error('The charts could not be loaded. Open the result again.')),
    );
    document.head.append(script);
  });
  return started();
}

function started(): ChartRenderer {
  if (window.framesCharts === undefined) throw new Error('The charts could not be started.');
  return window.framesCharts;
}
