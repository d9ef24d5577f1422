namespace Coffer.Contracts.Ports;

/// <summary>Where the Kubernetes API server is, so that nobody has the operator call it as if it were something else.</summary>
public interface IApiAddress
{
    /// <summary>Base URL.</summary>
    Uri Address { get; }
}
