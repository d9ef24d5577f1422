namespace Coffer.Contracts.Ports;

/// <summary>Whether this silo can reach the API server, judged by the requests that it makes anyway. Thread-safe.</summary>
public interface IApiHealth
{
    /// <summary>
    /// For how long every request has gone without an answer; zero while the last one was answered, and when none was
    /// tried within the last minute.
    /// </summary>
    TimeSpan Unanswered { get; }
}
