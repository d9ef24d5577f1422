using System.Text.Json.Serialization;

namespace Coffer.Grains.Connections;

[JsonSerializable(typeof(ConnectionHandOver))]
internal sealed partial class ConnectionHandOverJson : JsonSerializerContext;
