using System.Text.Json;

namespace Coffer.Grains.Auths;

/// <summary>
/// What a VaultAuth's actor takes along beside its object, so that its consumers hear of what changes while it moves. JSON, so that two
/// releases understand each other.
/// </summary>
internal sealed record VaultAuthHandOver
{
    public IReadOnlyList<string> Consumers { get; init => field = value ?? []; } = [];

    /// <summary>The inputs that consumers know of; null when none were told.</summary>
    public string? Inputs { get; init; }

    public bool DependencyChanged { get; init; }

    public int Troubles { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, VaultAuthHandOverJson.Default.VaultAuthHandOver);

    public static VaultAuthHandOver? Read(byte[] json) => JsonSerializer.Deserialize(json, VaultAuthHandOverJson.Default.VaultAuthHandOver);
}
