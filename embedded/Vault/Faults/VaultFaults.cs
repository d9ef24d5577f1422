using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Faults;

/// <summary>Whether a fault hits a request. The path is the one after <c>/v1/</c>; one outside starts with a slash.</summary>
public delegate bool FaultPredicate(string method, string path, IHeaderDictionary headers);

/// <summary>The faults of one listener; the first that matches hits.</summary>
public sealed class VaultFaults
{
    private ImmutableArray<Rule> _rules = [];

    /// <summary>Adds a fault; disposing the result removes it.</summary>
    /// <param name="when">Which requests it hits.</param>
    /// <param name="action">What happens to them.</param>
    /// <param name="times">How many requests it hits before it wears off.</param>
    public IDisposable Add(FaultPredicate when, FaultAction action, int times = int.MaxValue)
    {
        var rule = new Rule(this, when, action, times);
        ImmutableInterlocked.Update(ref _rules, rules => rules.Add(rule));
        return rule;
    }

    /// <summary>Removes all faults.</summary>
    public void Clear() => ImmutableInterlocked.InterlockedExchange(ref _rules, []);

    internal FaultAction? Match(HttpRequest request, string path)
    {
        foreach (var rule in _rules)
        {
            if (rule.Takes(request, path))
            {
                return rule.Action;
            }
        }

        return null;
    }

    private sealed class Rule(VaultFaults owner, FaultPredicate when, FaultAction action, int left) : IDisposable
    {
        public FaultAction Action => action;

        public bool Takes(HttpRequest request, string path) =>
            when(request.Method, path, request.Headers) && (left == int.MaxValue || Interlocked.Decrement(ref left) >= 0);

        public void Dispose() => ImmutableInterlocked.Update(ref owner._rules, rules => rules.Remove(this));
    }
}
