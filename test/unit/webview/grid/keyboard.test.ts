import { describe, expect, it } from 'vitest';
import { keyCommand, moveFrom, type Key } from '../../../../webview/grid/keyboard';

/** `Ctrl+Shift+ArrowUp` as a key. */
function key(text: string): Key {
  const parts = text.split('+');
  return {
    key: parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? ''),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

const bounds = { rows: 100, columns: 5 };

describe('keys that move', () => {
  it.each<[string, [number, number], [number, number]]>([
    ['ArrowDown', [5, 2], [6, 2]],
    ['ArrowDown', [99, 2], [99, 2]],
    ['ArrowUp', [5, 2], [4, 2]],
    ['ArrowUp', [0, 2], [-1, 2]],
    ['ArrowUp', [-1, 2], [-1, 2]],
    ['ArrowDown', [-1, 2], [0, 2]],
    ['ArrowLeft', [5, 0], [5, 0]],
    ['ArrowRight', [5, 4], [5, 4]],
    ['ArrowRight', [-1, 1], [-1, 2]],
    ['PageDown', [5, 2], [25, 2]],
    ['PageDown', [95, 2], [99, 2]],
    ['PageUp', [5, 2], [0, 2]],
    ['Home', [5, 2], [5, 0]],
    ['End', [5, 2], [5, 4]],
    ['Ctrl+Home', [5, 2], [0, 0]],
    ['Ctrl+End', [5, 2], [99, 4]],
    ['Cmd+End', [5, 2], [99, 4]],
    ['Ctrl+ArrowDown', [5, 2], [99, 2]],
    ['Ctrl+ArrowUp', [5, 2], [0, 2]],
    ['Ctrl+ArrowRight', [5, 2], [5, 4]],
    ['Ctrl+ArrowLeft', [5, 2], [5, 0]],
  ])('%s from %j to %j', (text, [row, column], [toRow, toColumn]) => {
    const command = keyCommand(key(text));
    if (command?.type !== 'move') throw new Error('no movement');
    expect(command.extend).toBe(false);
    expect(moveFrom({ row, column }, command, { bounds, pageRows: 20 })).toEqual({
      row: toRow,
      column: toColumn,
    });
    expect(keyCommand(key(`Shift+${text}`))).toEqual({ ...command, extend: true });
  });

  it('find nothing but the header in a result without rows', () => {
    const down = { rows: 1, columns: 0 } as const;
    const to = moveFrom({ row: 0, column: 0 }, down, { bounds: { rows: 0, columns: 2 }, pageRows: 20 });
    expect(to).toEqual({ row: 0, column: 0 });
  });
});

describe('keys that do something', () => {
  it.each([
    ['Ctrl+a', { type: 'selectAll' }],
    ['Cmd+a', { type: 'selectAll' }],
    ['Ctrl+c', { type: 'copy', withHeader: false }],
    ['Ctrl+Shift+C', { type: 'copy', withHeader: true }],
    ['Ctrl+Space', { type: 'selectColumn' }],
    ['Shift+Space', { type: 'selectRow' }],
    ['Enter', { type: 'open' }],
    ['Escape', { type: 'collapse' }],
    ['Alt+ArrowRight', { type: 'resizeColumn', by: 16 }],
    ['Alt+ArrowLeft', { type: 'resizeColumn', by: -16 }],
  ])('%s', (text, expected) => {
    expect(keyCommand(key(text))).toEqual(expected);
  });

  it.each(['a', 'c', 'Tab', 'F1', 'Ctrl+f', 'Ctrl+Shift+P', 'Alt+ArrowUp', 'Ctrl+PageDown', 'Ctrl+Enter'])(
    '%s is left to the editor',
    (text) => {
      expect(keyCommand(key(text))).toBeUndefined();
    },
  );
});
