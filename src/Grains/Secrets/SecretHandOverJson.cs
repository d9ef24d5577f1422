using System.Text.Json.Serialization;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Secrets;

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SecretMemory))]
internal sealed partial class SecretHandOverJson : JsonSerializerContext;
