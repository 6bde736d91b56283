import { type CelObjectType, objectType } from '@bufbuild/cel';
import { create, createFileRegistry, type DescMessage } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { FieldDescriptorProto_Label, FieldDescriptorProto_Type, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** A type of Kubernetes' function libraries, such as `net.IP`. A value carries its canonical text, so that equal values have equal texts. */
export interface OpaqueType {
  readonly type: CelObjectType<DescMessage>;
  wrap(text: string): ReflectMessage;
}

/**
 * Declares a type under its name in Kubernetes. The evaluator tells types of functions apart by message descriptors,
 * so each is a message with one text.
 */
export function opaqueType(typeName: string): OpaqueType {
  const [, name] = /\.(\w+)$/.exec(typeName)!;
  const files = create(FileDescriptorSetSchema, {
    file: [{
      name: `${typeName}.proto`,
      package: typeName.slice(0, -name.length - 1),
      syntax: 'proto3',
      messageType: [{
        name,
        field: [{ name: 'text', number: 1, type: FieldDescriptorProto_Type.STRING, label: FieldDescriptorProto_Label.OPTIONAL }],
      }],
    }],
  });
  const desc = createFileRegistry(files).getMessage(typeName)!;
  return {
    type: objectType(desc),
    wrap: (text) => {
      const message = reflect(desc);
      message.set(desc.fields[0], text);
      return message;
    },
  };
}

/** The text of a value that was made by {@link OpaqueType.wrap}. */
export function textOf(value: ReflectMessage): string {
  return value.get(value.desc.fields[0]) as string;
}
