using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Coffer.Embedded.Vault.Tokens;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Core;

/// <summary>One request after HTTP: operation, namespace and the path inside it.</summary>
internal sealed class VaultRequest
{
    public required VaultOperation Operation { get; init; }

    public required VaultNamespace Namespace { get; init; }

    public required string Path { get; init; }

    public IQueryCollection? Query { get; init; }

    /// <summary>The body as an object; undefined when there was none.</summary>
    public JsonElement Body { get; init; }

    public string? TokenText { get; init; }

    public TokenEntry? Token { get; set; }

    /// <summary>The client's certificate of the connection; null where none was shown.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether the request came over TLS.</summary>
    public bool IsTls { get; init; }

    public TimeSpan WrapTtl { get; init; }

    /// <summary>A standby sees only what was written up to here; null sees everything.</summary>
    public Instant? SeenUntil { get; init; }

    public bool IsWrite => Operation is VaultOperation.Update or VaultOperation.Patch;

    public override string ToString() => $"{Operation} {Namespace.Path}{Path}";
}
