import type { StatementParameter } from '../../language/fsql/settings';
import { valueFault } from '../../language/fsql/plan/substitute';
import { askChoice, askInOrder, askText, back, type Step } from '../quickInput';
import { valueOf } from './parameterValues';

const placeholders: Readonly<Record<string, string>> = {
  time: 'now-1d, an RFC 3339 time, or milliseconds since 1970',
  duration: '30s, 5m, 1h or 1d',
  number: 'A number',
  boolean: 'true or false',
};

/**
 * Asks for the values of parameters, one after the other.
 * @param values what each has now
 * @throws CancelledError
 */
export async function askParameters(
  parameters: readonly StatementParameter[],
  values: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const answers = new Map(values);
  const steps = parameters.map((parameter): Step => async (place) => {
    const { name, declaration } = parameter;
    const answer = await ask(parameter, answers, { ...place, title: `Parameter ${name}` });
    if (answer !== back) answers.set(declaration?.name ?? name, answer);
    return answer;
  });
  await askInOrder(steps);
  return answers;
}

async function ask(
  parameter: StatementParameter,
  values: ReadonlyMap<string, string>,
  place: { readonly step: number; readonly total: number; readonly title: string },
): Promise<string | typeof back> {
  const { name, declaration = { type: 'text', choices: [], description: '' } as const } = parameter;
  const { type, choices, description } = declaration;
  const value = valueOf(parameter, values) ?? '';
  const offered = type === 'boolean' && choices.length === 0 ? ['true', 'false'] : choices;
  if (offered.length > 0) {
    return askChoice({
      ...place,
      placeholder: description || `The value of ${name}`,
      choices: offered.map((label) => ({ label, value: label })),
      preferred: value,
    });
  }
  return askText({
    ...place,
    prompt: description || `The value of ${name}`,
    placeholder: placeholders[type] ?? '',
    value,
    problem: (text) => {
      const fault = valueFault(text.trim(), declaration);
      return fault && `It ${fault}.`;
    },
  });
}
