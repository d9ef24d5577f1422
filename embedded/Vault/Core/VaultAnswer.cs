using System.Text.Json.Nodes;
using Coffer.Embedded.Vault.Http;

namespace Coffer.Embedded.Vault.Core;

/// <summary>What a backend answers; the writer puts the envelope around it.</summary>
internal sealed record VaultAnswer
{
    public int Status { get; init; } = 200;

    /// <summary>The JSON text of <c>data</c>.</summary>
    public byte[]? Data { get; init; }

    /// <summary>Present for errors: the body is then <c>{"errors":[...]}</c> alone.</summary>
    public IReadOnlyList<string>? Errors { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public JsonObject? Auth { get; init; }

    public JsonObject? WrapInfo { get; init; }

    public long LeaseDuration { get; init; }

    /// <summary>Vault 2 ends its envelopes with it; null for none.</summary>
    public string? MountType { get; init; }

    /// <summary>Old system endpoints repeat their data beside the envelope.</summary>
    public bool AlsoAtTop { get; init; }

    /// <summary>A whole body without envelope (health, seal status).</summary>
    public byte[]? Bare { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static VaultAnswer NoContent { get; } = new() { Status = 204 };

    public static VaultAnswer NotFound { get; } = new() { Status = 404, Errors = [] };

    public static VaultAnswer Denied { get; } = Listed(403, "permission denied");

    public static VaultAnswer BadToken { get; } = Error(403, "permission denied");

    public static VaultAnswer UnsupportedPath { get; } = Listed(404, "unsupported path");

    public static VaultAnswer UnsupportedOperation { get; } = Listed(405, "unsupported operation");

    public static VaultAnswer Ok(JsonNode data) => new() { Data = GoJson.From(data) };

    public static VaultAnswer Keys(IEnumerable<string> keys)
    {
        var list = new JsonArray([.. keys.Select(k => (JsonNode)k)]);
        return list.Count == 0 ? NotFound : Ok(new JsonObject { ["keys"] = list });
    }

    public static VaultAnswer Error(int status, string text) => new() { Status = status, Errors = [text] };

    /// <summary>Go's multierror form, which the core wraps around errors that are not the backend's own.</summary>
    public static VaultAnswer Listed(int status, string text) => Error(status, $"1 error occurred:\n\t* {text}\n\n");

    public override string ToString() => $"{Status} ***";
}
