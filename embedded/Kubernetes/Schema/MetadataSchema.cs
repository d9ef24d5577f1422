using Coffer.Embedded.Kubernetes.Json;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Schema;

/// <summary>ObjectMeta, the same for every kind.</summary>
internal static class MetadataSchema
{
    private const string Text = """
        type: object
        properties:
          name: {type: string}
          generateName: {type: string}
          namespace: {type: string}
          selfLink: {type: string}
          uid: {type: string}
          resourceVersion: {type: string}
          generation: {type: integer}
          creationTimestamp: {type: string, nullable: true}
          deletionTimestamp: {type: string, nullable: true}
          deletionGracePeriodSeconds: {type: integer}
          labels: {type: object, additionalProperties: {type: string}}
          annotations: {type: object, additionalProperties: {type: string}}
          finalizers: {type: array, items: {type: string}, x-kubernetes-list-type: set}
          managedFields: {type: array, items: {type: object, x-kubernetes-preserve-unknown-fields: true}}
          ownerReferences:
            type: array
            x-kubernetes-list-type: map
            x-kubernetes-list-map-keys: [uid]
            items:
              type: object
              x-kubernetes-map-type: atomic
              properties:
                apiVersion: {type: string}
                kind: {type: string}
                name: {type: string}
                uid: {type: string}
                controller: {type: boolean}
                blockOwnerDeletion: {type: boolean}
        """;

    public static readonly SchemaNode Node = SchemaReader.Read((JsonObject)Yaml.Parse(Text).Single()!);
}
