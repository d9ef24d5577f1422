using Coffer.Contracts.Resources;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace Coffer.Grains.Feeds;

/// <summary>
/// Receivers of a release that knows nothing of epochs, during a rolling update: they are told what there is as ever. Their successors on
/// silos of this release hear of the epoch with the next change.
/// </summary>
internal sealed partial class ElderReceivers(ILogger log, ResourceKind kind)
{
    private int _told;

    /// <summary>
    /// A silo that can't read the call is of an earlier release. One that can't be reached, turns messages away because it is
    /// leaving, or does not answer, may be of this one: told without the epoch, its actor would take an older version for an echo.
    /// The hand-out has failed.
    /// </summary>
    /// <param name="tell">Tells with the epoch.</param>
    /// <param name="plainly">Tells without.</param>
    public async Task TellAsync(Func<Task> tell, Func<Task> plainly)
    {
        try
        {
            await tell();
        }
        catch (Exception unknown) when (unknown is SerializerException or OrleansException and not OrleansMessageRejectionException)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
            {
                LogElder(log, kind, unknown.GetType().Name);
            }

            await plainly();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Kind}: actors on silos of an earlier release ({Error}) can't be told that the API server went back in time; restart those silos")]
    private static partial void LogElder(ILogger log, ResourceKind kind, string error);
}
