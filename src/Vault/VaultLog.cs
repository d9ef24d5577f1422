using Coffer.Contracts;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault;

/// <summary>All that this adapter logs. Failure messages are safe by construction; nothing else of a call is logged.</summary>
internal static partial class VaultLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls through VaultConnection {Connection} are paused: {Reason}")]
    public static partial void CircuitOpened(ILogger logger, ObjectKey connection, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "VaultConnection {Connection} answers again")]
    public static partial void CircuitClosed(ILogger logger, ObjectKey connection);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Vault {Operation} through {Connection} failed, {Kind}: {Reason}")]
    public static partial void CallFailed(ILogger logger, string operation, ObjectKey connection, FailureKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "HTTP pool of {Connection} version {Version} opened")]
    public static partial void LinkOpened(ILogger logger, ObjectKey connection, string version);

    [LoggerMessage(Level = LogLevel.Debug, Message = "HTTP pool of {Connection} version {Version} closed")]
    public static partial void LinkClosed(ILogger logger, ObjectKey connection, string version);
}
