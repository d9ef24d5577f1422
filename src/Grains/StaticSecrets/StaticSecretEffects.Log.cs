using Coffer.Contracts;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.StaticSecrets;

internal sealed partial class StaticSecretEffects
{
    [LoggerMessage(Level = LogLevel.Information, Message = "VaultStaticSecret {Key}: {Reason}: {Text}")]
    private static partial void LogAnnounced(ILogger log, ObjectKey key, string reason, string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "VaultStaticSecret {Key}: the API server does not take the status; trying again, less and less often: {Text}")]
    private static partial void LogRejected(ILogger log, string key, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "VaultStaticSecret {Key}: the status could not be stored; trying again: {Text}")]
    private static partial void LogUnavailable(ILogger log, string key, string text);
}
