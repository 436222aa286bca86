import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../api/types';
import { messageIds, messageOfStep } from './definition';
import { goalRate } from './goalRate';
import { labelWidth, roundedPath } from './path';

describe('a definition', () => {
  const definition: JsonObject = {
    steps: [
      { id: 'wait_1h', wait: { for: '1h' } },
      { id: 'mail_1', send: 'reminder' },
      { id: 'mail_2', send: { message: 'last_call' } },
    ],
    messages: { reminder: {}, last_call: {} },
  };
  const graph = { nodes: [], edges: [] };

  it('tells which message a step sends', () => {
    expect(messageOfStep(definition, 'mail_1')).toBe('reminder');
    expect(messageOfStep(definition, 'mail_2')).toBe('last_call');
    expect(messageOfStep(definition, 'wait_1h')).toBeNull();
    expect(messageOfStep({}, 'mail_1')).toBeNull();
  });

  it('lists its messages in order', () => {
    expect(messageIds({ definition, graph })).toEqual(['reminder', 'last_call']);
  });
});

describe('the drawing', () => {
  it('rounds the corners of an edge, never more than half its shorter side', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 100 },
      { x: 8, y: 100 },
    ];
    expect(roundedPath(points)).toBe('M 0 0 L 0 96 Q 0 100 4 100 L 8 100');
    expect(roundedPath([])).toBe('');
  });

  it('gives wide characters more room', () => {
    expect(labelWidth('それ以外')).toBeGreaterThan(labelWidth('else'));
  });
});

describe('the goal rate', () => {
  it('is a percentage of those who entered, and nothing while nobody has', () => {
    expect(goalRate(21, 130, 'ja')).toBe('16.2%');
    expect(goalRate(0, 0, 'ja')).toBeNull();
  });
});
