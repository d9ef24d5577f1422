using System.Collections.Concurrent;
using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>All tokens of a server. Expired ones go when they are next looked for, with everything they made.</summary>
internal sealed class TokenStore(NanoClock clock)
{
    private readonly ConcurrentDictionary<string, TokenEntry> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _byAccessor = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _children = new(StringComparer.Ordinal);
    private readonly Lock _uses = new();

    public IEnumerable<string> Accessors => _byAccessor.Keys;

    public bool Add(TokenEntry token)
    {
        if (!_byId.TryAdd(token.Id, token))
        {
            return false;
        }

        if (token.Accessor.Length > 0)
        {
            _byAccessor[token.Accessor] = token.Id;
        }

        if (token.Parent is { } parent)
        {
            _children.GetOrAdd(parent, _ => []).Add(token.Id);
        }

        return true;
    }

    public TokenEntry? Find(string? id)
    {
        if (id is null || !_byId.TryGetValue(id, out var token))
        {
            return null;
        }

        if (token.Expires is { } end && end <= clock.Now)
        {
            Revoke(id);
            return null;
        }

        if (token.Parent is { } parent && Find(parent) is null)
        {
            Revoke(id);
            return null;
        }

        return token;
    }

    public TokenEntry? FindByAccessor(string? accessor) =>
        accessor is not null && _byAccessor.TryGetValue(accessor, out var id) ? Find(id) : null;

    /// <summary>
    /// Counts a use; false when there was none left. After the last one the token is gone (the request in hand still runs).
    /// </summary>
    public bool Use(TokenEntry token)
    {
        if (token.UsesLeft == 0)
        {
            return true;
        }

        lock (_uses)
        {
            if (token.UsesLeft < 0)
            {
                return false;
            }

            token.UsesLeft = token.UsesLeft == 1 ? TokenEntry.Spent : token.UsesLeft - 1;
            if (token.UsesLeft > 0)
            {
                return true;
            }
        }

        Revoke(token.Id);
        return true;
    }

    public void Revoke(string id, bool keepChildren = false)
    {
        if (!_byId.TryRemove(id, out var token))
        {
            return;
        }

        _byAccessor.TryRemove(token.Accessor, out _);
        if (!keepChildren && _children.TryRemove(id, out var children))
        {
            foreach (var child in children)
            {
                Revoke(child);
            }
        }
    }

    public void RevokeWhere(Func<TokenEntry, bool> match)
    {
        foreach (var token in _byId.Values.Where(match).ToList())
        {
            Revoke(token.Id);
        }
    }
}
