namespace Coffer.Silo.Hosting;

/// <summary>Passes on to another provider of logs all but <see cref="FalseAlarms"/>.</summary>
internal sealed class CalmLogs(ILoggerProvider inner, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    private readonly long _started = time.GetTimestamp();

    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return categoryName.StartsWith("Orleans.", StringComparison.Ordinal)
            ? new Logger(categoryName, logger, () => time.GetElapsedTime(_started))
            : logger;
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => inner.Dispose();

    private sealed class Logger(string category, ILogger inner, Func<TimeSpan> uptime) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || !FalseAlarms.Is(category, eventId.Id, values, uptime()))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
