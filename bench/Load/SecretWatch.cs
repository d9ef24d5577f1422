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

    private SecretWatch(StreamReader stream) => _reading = Task.Run(() => ReadAsync(stream));

    /// <summary>Timestamps of <see cref="TimeProvider.System"/>.</summary>
    public IReadOnlyDictionary<string, long> Added => _added;

    /// <summary>Changes after the first appearance.</summary>
    public IReadOnlyDictionary<string, int> Modified => _modified;

    public static async Task<SecretWatch> StartAsync(LoadClient client, CancellationToken cancellation) => new(await client.WatchSecretsAsync(cancellation));

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

    private async Task ReadAsync(StreamReader stream)
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
    }

    private void Note(JsonElement change, long now)
    {
        var name = change.GetProperty("object").GetProperty("metadata").GetProperty("name").GetString()!;
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
