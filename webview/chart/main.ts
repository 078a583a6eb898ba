import { parse, View, Warn, type Loader } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

/** What the bundle of charts gives the page that loads it. */
export interface ChartRenderer {
  /** Draws into an element, in place of what stands there. */
  draw(place: HTMLElement, spec: TopLevelSpec, label: string): Promise<DrawnChart>;
}

export interface DrawnChart {
  /** The picture as a file. */
  png(): Promise<Uint8Array>;
  svg(): Promise<string>;
  dispose(): void;
}

declare global {
  interface Window {
    /** There once the bundle has been loaded. */
    framesCharts?: ChartRenderer;
  }
}

/** A picture on the screen has one pixel for one; a saved one is for screens with two. */
const savedScale = 2;

/** A chart brings its data along: whatever it names besides is refused. */
const refuseAll = (): Promise<never> => Promise.reject(new Error('A chart loads nothing.'));
const noLoader: Loader = {
  options: {},
  load: refuseAll,
  sanitize: refuseAll,
  http: refuseAll,
  file: refuseAll,
} as unknown as Loader;

window.framesCharts = {
  async draw(place, spec, label) {
    // The policy of the page forbids making code out of text: expressions are interpreted.
    const runtime = parse(compile(spec).spec, undefined, { ast: true });
    const view = new View(runtime, {
      expr: expressionInterpreter,
      loader: noLoader,
      renderer: 'canvas',
      logLevel: Warn,
      hover: true,
    });
    const container = document.createElement('div');
    view.initialize(container);
    await view.runAsync();
    const canvas = container.querySelector('canvas');
    canvas?.setAttribute('role', 'img');
    canvas?.setAttribute('aria-label', label);
    place.replaceChildren(container);
    return {
      async png() {
        const picture = await view.toCanvas(savedScale);
        const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
        if (blob === null) throw new Error('The picture could not be made.');
        return new Uint8Array(await blob.arrayBuffer());
      },
      svg: () => view.toSVG(),
      dispose() {
        view.finalize();
        container.remove();
      },
    };
  },
};
