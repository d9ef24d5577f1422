using System.Buffers;
using System.Text;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Puts answers together from the stored bytes.</summary>
internal static class ObjectBytes
{
    private static readonly byte[] MetadataOnly =
        """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"""u8.ToArray();

    public static void WriteObject(IBufferWriter<byte> output, ResourceDefinition resource, StoredObject value, View view)
    {
        if (view == View.Metadata)
        {
            output.Write(MetadataOnly);
            output.Write(value.MetadataValue.Span);
            output.Write("}"u8);
            return;
        }

        output.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{resource.Kind}\",\"apiVersion\":\"{resource.ApiVersion}\","));
        output.Write(value.Members.Span);
    }

    /// <summary>List items of built-in kinds carry no type, those of custom kinds do.</summary>
    public static void WriteItem(IBufferWriter<byte> output, ResourceDefinition resource, StoredObject value, View view)
    {
        if (view == View.Whole && !resource.IsCustom)
        {
            output.Write("{"u8);
            output.Write(value.Members.Span);
            return;
        }

        WriteObject(output, resource, value, view);
    }
}
