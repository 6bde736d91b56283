import { KubernetesObject } from '../kubernetes-object';
import { AgentgatewayBackendSpec, type AgentgatewayBackend } from './agentgateway-backend';
import { AgentgatewayParametersSpec, type AgentgatewayParameters } from './agentgateway-parameters';
import { AgentgatewayPolicySpec, type AgentgatewayPolicy } from './agentgateway-policy';
import { BackendTlsPolicySpec, type BackendTlsPolicy } from './backend-tls-policy';
import { ConfigMapFields, NamespaceSpec, SecretFields, ServiceSpec, type ConfigMap, type Namespace, type Secret, type Service } from './core';
import { GatewaySpec, type Gateway } from './gateway';
import { GatewayClassSpec, type GatewayClass } from './gateway-class';
import { HttpRouteSpec, type HttpRoute } from './http-route';
import { ListenerSetSpec, type ListenerSet } from './listener-set';
import { Metadata } from './metadata';
import { ReferenceGrantSpec, type ReferenceGrant } from './reference-grant';
import { anyMap, object, text, type Fields, type FieldSchema } from '../schema/field-schema';

/** The object types behind the kinds that are read. */
export interface ObjectOfKind {
  Gateway: Gateway;
  GatewayClass: GatewayClass;
  ListenerSet: ListenerSet;
  HTTPRoute: HttpRoute;
  ReferenceGrant: ReferenceGrant;
  BackendTLSPolicy: BackendTlsPolicy;
  AgentgatewayBackend: AgentgatewayBackend;
  AgentgatewayPolicy: AgentgatewayPolicy;
  AgentgatewayParameters: AgentgatewayParameters;
  Service: Service;
  Secret: Secret;
  ConfigMap: ConfigMap;
  Namespace: Namespace;
}

/** A kind that is read. */
export type ReadKind = keyof ObjectOfKind;

/** Where a kind lives and what its objects look like. */
export interface KindDefinition {
  readonly group: string;
  /** The versions that are read, the one to write first. */
  readonly versions: readonly string[];
  /** The whole object. */
  readonly schema: FieldSchema;
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const AGENTGATEWAY = 'agentgateway.dev';

function whole(required: Fields, optional: Fields = {}): FieldSchema {
  return object({ apiVersion: text(), kind: text(), metadata: Metadata, ...required }, { status: anyMap(), ...optional });
}

/** The kinds that are read, by name; every name belongs to one group. */
export const KINDS: Readonly<Record<ReadKind, KindDefinition>> = {
  Gateway: { group: GATEWAY_API, versions: ['v1', 'v1beta1'], schema: whole({ spec: GatewaySpec }) },
  GatewayClass: { group: GATEWAY_API, versions: ['v1', 'v1beta1'], schema: whole({ spec: GatewayClassSpec }) },
  ListenerSet: { group: GATEWAY_API, versions: ['v1'], schema: { ...whole({ spec: ListenerSetSpec }), since: '1.0' } },
  HTTPRoute: { group: GATEWAY_API, versions: ['v1', 'v1beta1'], schema: whole({ spec: HttpRouteSpec }) },
  ReferenceGrant: { group: GATEWAY_API, versions: ['v1beta1', 'v1'], schema: whole({ spec: ReferenceGrantSpec }) },
  BackendTLSPolicy: { group: GATEWAY_API, versions: ['v1'], schema: whole({ spec: BackendTlsPolicySpec }) },
  AgentgatewayBackend: { group: AGENTGATEWAY, versions: ['v1alpha1'], schema: whole({ spec: AgentgatewayBackendSpec }) },
  AgentgatewayPolicy: { group: AGENTGATEWAY, versions: ['v1alpha1'], schema: whole({ spec: AgentgatewayPolicySpec }) },
  AgentgatewayParameters: { group: AGENTGATEWAY, versions: ['v1alpha1'], schema: whole({ spec: AgentgatewayParametersSpec }) },
  Service: { group: '', versions: ['v1'], schema: whole({}, { spec: ServiceSpec }) },
  Secret: { group: '', versions: ['v1'], schema: whole({}, SecretFields) },
  ConfigMap: { group: '', versions: ['v1'], schema: whole({}, ConfigMapFields) },
  Namespace: { group: '', versions: ['v1'], schema: whole({}, { spec: NamespaceSpec }) },
};

/** The group of `group/version`; empty for core. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** The definition of an object's kind; undefined where the kind, in this group, is not one that is read. */
export function kindOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): KindDefinition | undefined {
  const definition = Object.hasOwn(KINDS, kind) ? KINDS[kind as ReadKind] : undefined;
  return definition?.group === groupOf(apiVersion) ? definition : undefined;
}
