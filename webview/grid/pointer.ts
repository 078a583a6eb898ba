import type { Point, Target } from './hitTest';
import type { CellPosition } from './selection';

export interface Modifiers {
  /** Draws the selection out. */
  readonly extend: boolean;
  /** Adds to the selection. */
  readonly add: boolean;
}

export interface PointerActions {
  /** Undefined where there is nothing, the scroll bars included. */
  target(point: Point): Target | undefined;
  press(target: Target, modifiers: Modifiers): void;
  /** A menu is about to open there. */
  pressForMenu(target: Target): void;
  /** The pointer moved while pressed; `start` is what was pressed. Outside the cells it names the nearest. */
  drag(start: Target, at: CellPosition): void;
  nearestCell(point: Point): CellPosition;
  scrollBy(distance: Point): void;
  resize(column: number, width: number): void;
  widthOf(column: number): number;
  fitColumn(column: number): void;
  open(at: CellPosition): void;
}

/** Distance from the edge at which dragging scrolls, and the pixels of a frame for each pixel beyond. */
const EDGE = 12;
const EDGE_SPEED = 0.5;

/** Selecting and resizing with the mouse or a pen. Coordinates are those of the grid's visible box. */
export function listenToPointer(root: HTMLElement, actions: PointerActions): void {
  root.addEventListener('pointerdown', (event) => {
    const target = actions.target(local(root, event));
    if (!target || (event.button !== 0 && event.button !== 2)) return;
    if (event.button === 2) {
      actions.pressForMenu(target);
      return;
    }
    if (target.part === 'handle') {
      startResize(root, event, { column: target.column, actions });
      return;
    }
    actions.press(target, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey });
    if (target.part !== 'corner') startDrag(root, event, { target, actions });
  });
  root.addEventListener('dblclick', (event) => {
    const target = actions.target(local(root, event));
    if (target?.part === 'handle') actions.fitColumn(target.column);
    else if (target?.part === 'cell') actions.open(target.at);
  });
}

function startResize(
  root: HTMLElement,
  { pointerId, clientX }: PointerEvent,
  { column, actions }: { readonly column: number; readonly actions: PointerActions },
): void {
  const width = actions.widthOf(column);
  root.classList.add('resizing');
  whilePressed(root, pointerId, {
    move: (event) => actions.resize(column, width + event.clientX - clientX),
    end: () => root.classList.remove('resizing'),
  });
}

function startDrag(
  root: HTMLElement,
  { pointerId }: PointerEvent,
  { target, actions }: { readonly target: Target; readonly actions: PointerActions },
): void {
  let last: Point | undefined;
  let frame = 0;
  const follow = (): void => {
    if (last) actions.drag(target, actions.nearestCell(last));
  };
  const scroll = (): void => {
    if (!last) return;
    const by = { x: beyond(last.x, root.clientWidth), y: beyond(last.y, root.clientHeight) };
    const isAcross = target.part === 'columnHeader';
    const isDown = target.part === 'rowHeader';
    if (by.x !== 0 || by.y !== 0) {
      actions.scrollBy({ x: isDown ? 0 : by.x * EDGE_SPEED, y: isAcross ? 0 : by.y * EDGE_SPEED });
      follow();
    }
    frame = requestAnimationFrame(scroll);
  };
  whilePressed(root, pointerId, {
    move: (event) => {
      const isFirst = last === undefined;
      last = local(root, event);
      follow();
      if (isFirst) frame = requestAnimationFrame(scroll);
    },
    end: () => cancelAnimationFrame(frame),
  });
}

function whilePressed(
  root: HTMLElement,
  pointerId: number,
  { move, end }: { readonly move: (event: PointerEvent) => void; readonly end: () => void },
): void {
  const listening = new AbortController();
  const { signal } = listening;
  const finish = (): void => {
    listening.abort();
    end();
  };
  root.setPointerCapture(pointerId);
  root.addEventListener('pointermove', move, { signal });
  root.addEventListener('pointerup', finish, { signal });
  root.addEventListener('pointercancel', finish, { signal });
}

function local(root: HTMLElement, event: MouseEvent): Point {
  const box = root.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** How far a coordinate is beyond the inner edges; negative before the first. */
function beyond(at: number, size: number): number {
  if (at < EDGE) return at - EDGE;
  return at > size - EDGE ? at - size + EDGE : 0;
}
