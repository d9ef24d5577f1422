using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Kv;

/// <summary>One version of a kv-v2 path. <c>Data</c> is its JSON text.</summary>
internal sealed record KvVersion(int Number, Instant Created, byte[] Data)
{
    private readonly string _created = Created.ToString();

    /// <summary>May lie in the future (delete_version_after): the version is then still readable.</summary>
    public Instant? DeletionTime { get; init; }

    public bool Destroyed { get; init; }

    public bool IsGone(DateTimeOffset now) => Destroyed || (DeletionTime is { } at && at.Time <= now);

    public string DeletionText => DeletionTime?.ToString() ?? "";

    public string CreatedText => _created;

    public JsonObject Describe() => new()
    {
        ["created_time"] = _created,
        ["deletion_time"] = DeletionText,
        ["destroyed"] = Destroyed,
    };

    public override string ToString() => $"version {Number} ***";
}
