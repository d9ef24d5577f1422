using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Schema;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>
/// As much of the built-in kinds' schemas as decides pruning and merging here; the rest is kept as it comes.
/// List types and keys are those of the Kubernetes OpenAPI document.
/// </summary>
internal static class BuiltInSchemas
{
    public static readonly SchemaNode Secret = Read("""
        properties:
          data: {type: object, additionalProperties: {type: string, nullable: true}}
          stringData: {type: object, additionalProperties: {type: string}}
          immutable: {type: boolean, nullable: true}
          type: {type: string}
        """);

    public static readonly SchemaNode ConfigMap = Read("""
        properties:
          data: {type: object, additionalProperties: {type: string}}
          binaryData: {type: object, additionalProperties: {type: string}}
          immutable: {type: boolean, nullable: true}
        """);

    public static readonly SchemaNode ServiceAccount = Read("""
        properties:
          automountServiceAccountToken: {type: boolean, nullable: true}
          secrets: &list
            type: array
            x-kubernetes-list-type: map
            x-kubernetes-list-map-keys: [name]
            items: {type: object, x-kubernetes-preserve-unknown-fields: true}
          imagePullSecrets: *list
        """);

    public static readonly SchemaNode Workload = Read("""
        x-kubernetes-preserve-unknown-fields: true
        properties:
          spec:
            type: object
            x-kubernetes-preserve-unknown-fields: true
            properties:
              selector: {type: object, x-kubernetes-preserve-unknown-fields: true, x-kubernetes-map-type: atomic}
              template:
                type: object
                x-kubernetes-preserve-unknown-fields: true
                properties:
                  spec: &pod
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    properties:
                      nodeSelector: {type: object, x-kubernetes-preserve-unknown-fields: true, x-kubernetes-map-type: atomic}
                      imagePullSecrets: &byName
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      volumes: *byName
                      containers: &containers
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          x-kubernetes-preserve-unknown-fields: true
                          properties:
                            env: *byName
                            ports:
                              type: array
                              x-kubernetes-list-type: map
                              x-kubernetes-list-map-keys: [containerPort, protocol]
                              items:
                                type: object
                                x-kubernetes-preserve-unknown-fields: true
                                properties: {protocol: {type: string, default: TCP}}
                            volumeMounts:
                              type: array
                              x-kubernetes-list-type: map
                              x-kubernetes-list-map-keys: [mountPath]
                              items: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      initContainers: *containers
          status: &status
            type: object
            x-kubernetes-preserve-unknown-fields: true
            properties:
              conditions:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [type]
                items: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """);

    public static readonly SchemaNode Namespace = Read("""
        properties:
          spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """);

    private static SchemaNode Read(string yaml) => SchemaReader.Read((JsonObject)Yaml.Parse(yaml).Single()!);
}
