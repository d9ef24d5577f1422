using System.Text.Json.Serialization;

namespace Coffer.Grains.Auths;

[JsonSerializable(typeof(VaultAuthHandOver))]
internal sealed partial class VaultAuthHandOverJson : JsonSerializerContext;
