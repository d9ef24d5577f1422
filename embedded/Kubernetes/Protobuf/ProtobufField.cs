namespace Coffer.Embedded.Kubernetes.Protobuf;

/// <summary>How one field of a message becomes JSON.</summary>
internal enum ProtobufType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Bytes, in base64.</summary>
    Bytes,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A message of its own.</summary>
    Message,

    /// <summary>A map from text to text.</summary>
    TextMap,

    /// <summary>A map from text to bytes.</summary>
    BytesMap,

    /// <summary>k8s' Time: seconds in field 1.</summary>
    Time,
}

/// <summary>A field of a message. <paramref name="Fields"/> is for messages only.</summary>
internal sealed record ProtobufField(
    string Name, ProtobufType Type = ProtobufType.Text, bool Repeated = false, IReadOnlyDictionary<int, ProtobufField>? Fields = null);
