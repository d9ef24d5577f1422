using System.Text.Json.Serialization;

namespace Coffer.Cluster.Tests.FourthKind;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MadeUpSecret))]
[JsonSerializable(typeof(MadeUpSpec))]
internal sealed partial class MadeUpJson : JsonSerializerContext;
