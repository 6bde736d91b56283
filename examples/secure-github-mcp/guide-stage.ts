/**
 * The stages that the guide goes through, each with manifests of its own: `authentication` (JWT validation), `authorization` (and the rule that
 * lets in Alice only), `tools` (JWT validation and the tool access guide's policy); `complete` is the example as it stands, all of these together.
 */
export const guideStages = ['authentication', 'authorization', 'tools', 'complete'] as const;

export type GuideStage = (typeof guideStages)[number];
