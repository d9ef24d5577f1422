using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Coffer.Embedded.Vault.Core;

/// <summary>Answers kept under a one-time token.</summary>
internal sealed class Wrapping(NanoClock clock)
{
    private readonly ConcurrentDictionary<string, Wrapped> _kept = new(StringComparer.Ordinal);

    public VaultAnswer Wrap(VaultRequest request, VaultAnswer answer)
    {
        var token = "s." + Ids.Base62(24);
        var made = clock.Next();
        _kept[token] = new Wrapped(answer, request.Path, made, request.WrapTtl);
        var info = new JsonObject
        {
            ["token"] = token,
            ["accessor"] = Ids.Base62(24),
            ["ttl"] = (long)request.WrapTtl.TotalSeconds,
            ["creation_time"] = made.ToString(),
            ["creation_path"] = request.Path,
        };
        if (answer.Auth?["accessor"]?.GetValue<string>() is { Length: > 0 } accessor)
        {
            info["wrapped_accessor"] = accessor;
        }

        return new VaultAnswer { WrapInfo = info };
    }

    public Wrapped? Find(string? token) =>
        token is not null && _kept.TryGetValue(token, out var wrapped) && wrapped.Made.Plus(wrapped.Ttl).Time > clock.Now ? wrapped : null;

    public Wrapped? Take(string? token) => Find(token) is not null && _kept.TryRemove(token!, out var wrapped) ? wrapped : null;

    /// <summary>One kept answer.</summary>
    internal sealed record Wrapped(VaultAnswer Answer, string Path, Instant Made, TimeSpan Ttl);
}
