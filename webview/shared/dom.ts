export interface ElementOptions {
  readonly class?: string;
  readonly role?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className, role, text, attributes }: ElementOptions = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  if (role !== undefined) made.setAttribute('role', role);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Sets an attribute, or removes it for undefined; leaves it alone where nothing changes. */
export function setAttribute(target: Element, name: string, value: string | undefined): void {
  if ((target.getAttribute(name) ?? undefined) === value) return;
  if (value === undefined) target.removeAttribute(name);
  else target.setAttribute(name, value);
}

/** A drawing of 16 by 16 in the colour of the text, without meaning of its own. */
export function icon(path: string): SVGSVGElement {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(ns, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
