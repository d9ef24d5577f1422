using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coffer.Contracts.Resources;

namespace Coffer.Kube.Watching;

/// <summary>Which record a kind is decoded to.</summary>
internal static class ResourceJsonTypes
{
    public static JsonTypeInfo Of(ResourceKind kind) => kind.Kind switch
    {
        nameof(VaultConnection) => ResourceJson.Default.VaultConnection,
        nameof(VaultAuth) => ResourceJson.Default.VaultAuth,
        nameof(VaultAuthGlobal) => ResourceJson.Default.VaultAuthGlobal,
        nameof(VaultStaticSecret) => ResourceJson.Default.VaultStaticSecret,
        nameof(VaultDynamicSecret) => ResourceJson.Default.VaultDynamicSecret,
        nameof(VaultPKISecret) => ResourceJson.Default.VaultPKISecret,
        nameof(SecretTransformation) => ResourceJson.Default.SecretTransformation,
        _ => throw new ArgumentException($"{kind} is not a custom resource of Coffer", nameof(kind)),
    };

    /// <exception cref="JsonException">A part is missing or of the wrong type.</exception>
    public static IResource Read(JsonTypeInfo type, ref Utf8JsonReader reader) => Whole(JsonSerializer.Deserialize(ref reader, type));

    /// <inheritdoc cref="Read(JsonTypeInfo, ref Utf8JsonReader)"/>
    public static IResource Read(JsonTypeInfo type, JsonElement element) =>
        JsonMarshal.GetRawUtf8Value(element) is { Length: var bytes } && OversizeObject.Is(bytes)
            ? Whole(JsonSerializer.Deserialize(OversizeObject.WithoutSpec(element, bytes), type))
            : Whole(element.Deserialize(type));

    private static IResource Whole(object? value) =>
        value is IResource { Metadata: { Name.Length: > 0, Uid.Length: > 0, ResourceVersion.Length: > 0 } } resource
            ? resource
            : throw new JsonException("name, UID or version is missing");
}
