using System.Collections.Immutable;

namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>Faults to inject. Of several that match, the oldest with uses left is taken.</summary>
public sealed class Faults
{
    private ImmutableList<Fault> _faults = [];

    /// <summary>Puts a fault in force.</summary>
    /// <param name="matches">Which requests it meets.</param>
    /// <param name="action">What it does to them.</param>
    /// <param name="times">How many requests it meets before it is spent.</param>
    public Fault Add(Func<KubeRequest, bool> matches, FaultAction action, long times = long.MaxValue)
    {
        var fault = new Fault(matches, action, times, gone => ImmutableInterlocked.Update(ref _faults, faults => faults.Remove(gone)));
        ImmutableInterlocked.Update(ref _faults, faults => faults.Add(fault));
        return fault;
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        foreach (var fault in _faults)
        {
            fault.Dispose();
        }
    }

    internal Fault? Take(KubeRequest request) => _faults.FirstOrDefault(fault => fault.Matches(request) && fault.TryTake());
}
