using System.Collections.Concurrent;

namespace Coffer.Cluster.Tests.Secrets;

/// <summary>Renderings look at the clock when they begin: this one keeps each there until it is let go, and notes what it saw.</summary>
internal sealed class HoldingClock : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _begun = new();
    private readonly object _lock = new();
    private long _ticks;
    private int _leaves;

    /// <summary>Whose rendering the current flow of execution is about.</summary>
    public AsyncLocal<Turn?> Rendering { get; } = new();

    /// <summary>Namespaces of the renderings that have begun, in that order.</summary>
    public IReadOnlyList<string> Begun => [.. _begun];

    public int Held { get; private set; }

    public int MostHeld { get; private set; }

    public bool UsedThePool { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Lets so many go on, now or when they come.</summary>
    public void LetGo(int count)
    {
        lock (_lock)
        {
            _leaves += count;
            Monitor.PulseAll(_lock);
        }
    }

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override long GetTimestamp()
    {
        if (Rendering.Value is { HasBegun: false } turn)
        {
            turn.HasBegun = true;
            Hold(turn);
        }

        return Interlocked.Read(ref _ticks);
    }

    private void Hold(Turn turn)
    {
        lock (_lock)
        {
            _begun.Enqueue(turn.Namespace);
            UsedThePool |= Thread.CurrentThread.IsThreadPoolThread;
            MostHeld = Math.Max(MostHeld, ++Held);
            while (_leaves == 0)
            {
                Assert.True(Monitor.Wait(_lock, Patience), $"a rendering of {turn.Namespace} was not let go");
            }

            (_leaves, Held) = (_leaves - 1, Held - 1);
        }
    }

    /// <summary>One rendering.</summary>
    internal sealed class Turn(string ns)
    {
        public string Namespace => ns;

        public bool HasBegun { get; set; }
    }
}
