using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.Watching;

/// <summary>A Secret whose value is a number that only grows.</summary>
internal sealed class SecretPage
{
    private readonly Queue<(long Value, long Time)> _under = new();

    /// <summary>The number put last.</summary>
    public long Wanted { get; private set; }

    /// <summary>The number it holds; -1 before there is a Secret.</summary>
    public long Held { get; private set; } = -1;

    /// <summary>Changes of content after the first.</summary>
    public int Changes { get; private set; }

    /// <summary>resourceVersion of the last change of content.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>A number that was smaller than the one before.</summary>
    public bool WentBack { get; private set; }

    /// <summary>From each put until the Secret had it, or a later one.</summary>
    public List<TimeSpan> Delays { get; } = [];

    public void Put(long value)
    {
        lock (this)
        {
            Wanted = value;
            _under.Enqueue((value, TimeProvider.System.GetTimestamp()));
        }
    }

    public void See(long value, long revision, long now)
    {
        if (value == Held)
        {
            return;
        }

        WentBack |= value < Held;
        Changes += Held < 0 ? 0 : 1;
        (Held, ChangedAt) = (value, revision);
        while (_under.TryPeek(out var put) && put.Value <= value)
        {
            Delays.Add(TimeProvider.System.GetElapsedTime(_under.Dequeue().Time, now));
        }
    }
}

internal sealed class SecretLedger(KubeClient kube, string space) : Ledger<SecretPage>(kube, ObjectId.Secret(space, ""))
{
    public const string Key = "number";

    protected override void Note(SecretPage page, JsonObject seen, long revision, long now)
    {
        if ((string?)seen["data"]?[Key] is { } value)
        {
            page.See(long.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(value)), CultureInfo.InvariantCulture), revision, now);
        }
    }
}
