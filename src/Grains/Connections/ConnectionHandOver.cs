using System.Text.Json;

namespace Coffer.Grains.Connections;

/// <summary>
/// What a connection's actor takes along beside its object, so that whoever depends on it hears of a recovery after a move too. JSON, so
/// that two releases understand each other.
/// </summary>
internal sealed record ConnectionHandOver
{
    public IReadOnlyList<string> Dependents { get; init => field = value ?? []; } = [];

    public bool? WasHealthy { get; init; }

    public int Misses { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ConnectionHandOverJson.Default.ConnectionHandOver);

    public static ConnectionHandOver? Read(byte[] json) =>
        JsonSerializer.Deserialize(json, ConnectionHandOverJson.Default.ConnectionHandOver);
}
