using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Secrets;

/// <summary>Tells people, by Events and in the log, what became of a secret.</summary>
internal sealed partial class SecretAnnouncer(ActorServices services)
{
    /// <summary>Tells what was stored.</summary>
    public void Announce(ISecretResource resource, IReadOnlyList<SecretEvent> events)
    {
        var about = new ObjectRef(resource.ResourceKind, resource.Key, resource.Metadata.Uid, resource.Metadata.ResourceVersion);
        foreach (var (warning, reason, message) in Announcements.Of(events))
        {
            services.Events.Record(about, warning, reason, message);
            LogAnnounced(services.Log, resource.ResourceKind, about.Key, reason, message);
        }
    }

    /// <summary>Logs an append that did not land.</summary>
    public void Report(ResourceKind kind, ObjectKey key, Appended result)
    {
        switch (result)
        {
            case Appended.Rejected rejected:
                LogRejected(services.Log, kind, key, rejected.Failure.Message);
                break;
            case Appended.Unavailable unavailable:
                LogUnavailable(services.Log, kind, key, unavailable.Failure.Message);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Key}: {Reason}: {Text}")]
    private static partial void LogAnnounced(ILogger log, ResourceKind kind, ObjectKey key, string reason, string text);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Kind} {Key}: the API server does not take the status; trying again, less and less often: {Text}")]
    private static partial void LogRejected(ILogger log, ResourceKind kind, ObjectKey key, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {Key}: the status could not be stored; trying again: {Text}")]
    private static partial void LogUnavailable(ILogger log, ResourceKind kind, ObjectKey key, string text);
}
