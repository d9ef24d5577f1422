using System.Text.Json.Serialization;

namespace Coffer.Grains.Auths;

[JsonSerializable(typeof(SessionHandOver))]
internal sealed partial class SessionHandOverJson : JsonSerializerContext;
