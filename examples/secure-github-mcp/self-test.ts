import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';
import { guideHeaders, withGuideClient } from './guide-client';
import type { GuideStage } from './guide-stage';
import { guideTokens } from './guide-tokens';

/** What one step of the guide should show, and what it showed. */
export interface StepOutcome {
  readonly step: string;
  readonly expected: string;
  readonly actual: string;
}

interface Step {
  readonly name: string;
  readonly expected: string;
  readonly play: (url: string) => Promise<string>;
}

const people = {
  'nobody': undefined,
  'Alice': guideTokens.alice,
  'Bob': guideTokens.bob,
  'the token abcdefg': 'abcdefg',
};

type Person = keyof typeof people;

const noToken = 'authentication failure: no bearer token found';
const malformedToken = 'authentication failure: the token header is malformed: Error(InvalidToken)';
const notAuthorized = 'authorization failed';

/** A bare HTTP request: status and body of the answer, the body only where it is a refusal. */
const posts = (person: Person, expected: string): Step => ({
  name: `${person} sends a request`,
  expected,
  play: async (url) => {
    const token = people[person];
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...guideHeaders,
        'accept': 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo: { name: 'guide', version: '1.0.0' } },
      }),
    });
    const body = await response.text();
    return response.ok ? `${response.status}` : `${response.status} ${body}`;
  },
});

const calls = (person: Person, tool: string, expected: string): Step => ({
  name: `${person} calls ${tool}`,
  expected,
  play: (url) => withGuideClient(url, people[person], async (client) => {
    const { content } = await client.callTool({ name: tool, arguments: { owner: 'MyUser', repo: 'gateway-notes' } });
    const [{ text }] = content as [{ text: string }];
    return (JSON.parse(text) as { login?: string }).login ?? text;
  }),
});

const lists = (person: Person, expected: string): Step => ({
  name: `${person} lists the tools`,
  expected,
  play: (url) => withGuideClient(url, people[person], async (client) => {
    const { tools } = await client.listTools();
    return tools.map(({ name }) => name).join(' ') || 'none';
  }),
});

/** The text of a refusal as the SDK's client reports it. */
const refused = (body: string): string => `Streamable HTTP error: Error POSTing to endpoint: ${body}`;

/** The denial of a tool names the tool, not the reason; the SDK's client numbers its requests from 0, and a call is its third message. */
const unknownTool = (tool: string): string => refused(JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: `Unknown tool: ${tool}` } }));

const withoutToken = [
  posts('nobody', `401 ${noToken}`),
  calls('nobody', 'get_me', refused(noToken)),
  posts('the token abcdefg', `401 ${malformedToken}`),
  calls('the token abcdefg', 'get_me', refused(malformedToken)),
];
const onlyAlice = [
  posts('Alice', '200'),
  calls('Alice', 'get_me', 'MyUser'),
  posts('Bob', `403 ${notAuthorized}`),
  calls('Bob', 'get_me', refused(notAuthorized)),
];
const aliceHasOneTool = [
  lists('Alice', 'get_me'),
  calls('Alice', 'get_me', 'MyUser'),
  calls('Alice', 'list_issues', unknownTool('list_issues')),
];

const steps: Record<GuideStage, readonly Step[]> = {
  authentication: [...withoutToken, calls('Alice', 'get_me', 'MyUser'), calls('Bob', 'get_me', 'MyUser')],
  authorization: [...withoutToken, ...onlyAlice],
  tools: [...withoutToken, ...aliceHasOneTool, lists('Bob', 'none'), calls('Bob', 'get_me', unknownTool('get_me'))],
  complete: [...withoutToken, ...onlyAlice, ...aliceHasOneTool],
};

/** Plays the guide's steps of a stage against a proxy that serves the manifests of this stage. */
export async function* playStage(stage: GuideStage, url: string): AsyncGenerator<StepOutcome> {
  for (const { name, expected, play } of steps[stage]) {
    const actual = await play(url).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    yield { step: `${stage}: ${name}`, expected, actual };
  }
}
