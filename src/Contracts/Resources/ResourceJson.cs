using System.Text.Json.Serialization;

namespace Coffer.Contracts.Resources;

/// <summary>JSON of the resources: unknown fields are passed over when read, null is left out when written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Rfc3339Converter), typeof(SharedText)])]
[JsonSerializable(typeof(VaultConnection))]
[JsonSerializable(typeof(VaultConnectionStatus))]
[JsonSerializable(typeof(VaultConnectionSpec))]
[JsonSerializable(typeof(VaultAuth))]
[JsonSerializable(typeof(VaultAuthStatus))]
[JsonSerializable(typeof(VaultAuthSpec))]
[JsonSerializable(typeof(VaultAuthGlobal))]
[JsonSerializable(typeof(VaultAuthGlobalStatus))]
[JsonSerializable(typeof(VaultAuthGlobalSpec))]
[JsonSerializable(typeof(VaultStaticSecret))]
[JsonSerializable(typeof(VaultStaticSecretStatus))]
[JsonSerializable(typeof(VaultStaticSecretSpec))]
[JsonSerializable(typeof(VaultDynamicSecret))]
[JsonSerializable(typeof(VaultDynamicSecretStatus))]
[JsonSerializable(typeof(VaultDynamicSecretSpec))]
[JsonSerializable(typeof(VaultPKISecret))]
[JsonSerializable(typeof(VaultPKISecretStatus))]
[JsonSerializable(typeof(VaultPKISecretSpec))]
[JsonSerializable(typeof(SecretTransformation))]
[JsonSerializable(typeof(SecretTransformationStatus))]
[JsonSerializable(typeof(SecretTransformationSpec))]
[JsonSerializable(typeof(ObjectMeta))]
public sealed partial class ResourceJson : JsonSerializerContext;
