using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault;

/// <summary>What a listener was asked, counted where it arrives: before faults, seals and tokens have a say.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentDictionary<RequestKey, long> _counts = new();
    private readonly RecordedRequest?[] _recent;
    private long _next = -1;

    internal RequestLog(int recent) => _recent = new RecordedRequest?[Math.Max(1, recent)];

    /// <summary>All requests since the start or the last reset.</summary>
    public long Total => _counts.Values.Sum();

    /// <summary>The latest requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Recent => [.. _recent.OfType<RecordedRequest>().OrderBy(r => r.Number)];

    /// <summary>The counts as they are now.</summary>
    public IReadOnlyDictionary<RequestKey, long> Snapshot() => new Dictionary<RequestKey, long>(_counts);

    /// <summary>How many requests of an operation (read, list, update, delete, patch) hit a path, in any namespace.</summary>
    public long Count(string operation, string path) =>
        _counts.Where(c => c.Key.Operation == operation && c.Key.Path == path).Sum(c => c.Value);

    /// <summary>Forgets counts and recent requests.</summary>
    public void Reset()
    {
        _counts.Clear();
        Array.Clear(_recent);
    }

    internal void Add(HttpRequest request, string path, DateTimeOffset now)
    {
        var key = new RequestKey(Operation(request), path, request.Headers["X-Vault-Namespace"].ToString().Trim('/'));
        _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
        var number = Interlocked.Increment(ref _next);
        _recent[number % _recent.Length] = new RecordedRequest(number, now, request.Method, key, Headers(request.Headers));
    }

    private static string Operation(HttpRequest request) => request.Method switch
    {
        "GET" or "HEAD" => request.QueryString.HasValue && request.Query["list"] == "true" ? "list" : "read",
        "LIST" => "list",
        "PUT" or "POST" => "update",
        var other => other.ToLowerInvariant(),
    };

    private static Dictionary<string, string> Headers(IHeaderDictionary headers)
    {
        var kept = new Dictionary<string, string>(headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            var secret = name.Equals("X-Vault-Token", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
            kept[name] = secret ? "***" : value.ToString();
        }

        return kept;
    }
}
