namespace Coffer.Contracts.Ports;

/// <summary>Short-lived tokens of ServiceAccounts.</summary>
public interface ITokenRequests
{
    /// <summary>Asks for a token of a ServiceAccount. NotFound names the missing account or namespace.</summary>
    /// <param name="account">The ServiceAccount.</param>
    /// <param name="audiences">Audiences; empty for the API server's own.</param>
    /// <param name="expirationSeconds">Wanted life in seconds, 600 to 2^32.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation);
}
