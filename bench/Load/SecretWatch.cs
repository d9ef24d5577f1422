using System.Collections.Concurrent;
using System.Text.Json;

namespace Coffer.Bench.Load;

/// <summary>Notes when each Secret was first heard of and how often it changed, by a watch of its own.</summary>
internal sealed class SecretWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, long> _added = new();
    private readonly ConcurrentDictionary<string, int> _modified = new();
    private readonly Task _reading;

    private string? _version;

    private SecretWatch(LoadClient client, StreamReader first) => _reading = Task.Run(() => ReadAsync(client, first));

    /// <summary>Timestamps of <see cref="TimeProvider.System"/>.</summary>
    public IReadOnlyDictionary<string, long> Added => _added;

    /// <summary>Changes after the first appearance.</summary>
    public IReadOnlyDictionary<string, int> Modified => _modified;

    public static async Task<SecretWatch> StartAsync(LoadClient client, CancellationToken cancellation) =>
        new(client, await client.WatchSecretsAsync(null, cancellation));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _reading;
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The watch has no other end than this.
        }

        _stop.Dispose();
    }

    /// <summary>A server may end a watch at any time; it goes on where it was.</summary>
    private async Task ReadAsync(LoadClient client, StreamReader stream)
    {
        while (true)
        {
            using (stream)
            {
                while (await stream.ReadLineAsync(_stop.Token) is { } line)
                {
                    var now = TimeProvider.System.GetTimestamp();
                    using var document = JsonDocument.Parse(line);
                    Note(document.RootElement, now);
                }
            }

            stream = await client.WatchSecretsAsync(_version, _stop.Token);
        }
    }

    private void Note(JsonElement change, long now)
    {
        var metadata = change.GetProperty("object").GetProperty("metadata");
        var name = metadata.GetProperty("name").GetString()!;
        _version = metadata.GetProperty("resourceVersion").GetString();
        switch (change.GetProperty("type").GetString())
        {
            case "ADDED":
                _added.TryAdd(name, now);
                break;
            case "MODIFIED":
                _modified.AddOrUpdate(name, 1, (_, count) => count + 1);
                break;
        }
    }
}
