namespace Coffer.Contracts.Ports;

/// <summary>
/// Writes Kubernetes Events. Never blocks and never fails: repeated ones are aggregated, surplus ones dropped and counted.
/// </summary>
public interface IEventRecorder
{
    /// <summary>Records one Event on an object.</summary>
    /// <param name="about">The object.</param>
    /// <param name="warning">Warning rather than Normal.</param>
    /// <param name="reason">CamelCase, at most 128 characters.</param>
    /// <param name="message">At most 1,024 characters, without secret values.</param>
    void Record(ObjectRef about, bool warning, string reason, string message);
}
