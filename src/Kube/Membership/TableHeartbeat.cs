using Coffer.Contracts;
using Coffer.Contracts.Ports;

namespace Coffer.Kube.Membership;

/// <summary>
/// The operator's sign of life where there is a table of silos: see <see cref="LastService"/>. Each silo writes its own into the table, so
/// there is nothing more to beat.
/// </summary>
internal sealed class TableHeartbeat(TableMemory memory) : IHeartbeat
{
    public Task<DateTimeOffset?> LastAliveAsync(CancellationToken cancellation) => memory.FirstAlive.WaitAsync(cancellation);

    public Task<Outcome<Done>> BeatAsync(CancellationToken cancellation) => Task.FromResult<Outcome<Done>>(Done.Instance);
}
