namespace Coffer.Contracts.Ports;

/// <summary>Asks the cluster who somebody is and what he may do.</summary>
public interface IAccessReviews
{
    /// <summary>Whose token this is, and whether he may do this at a path that belongs to no resource. Two requests.</summary>
    /// <param name="token">A bearer token of the cluster; it goes to the API server and nowhere else.</param>
    /// <param name="verb">E.g. <c>get</c>.</param>
    /// <param name="path">E.g. <c>/dashboard</c>; rights are given by <c>nonResourceURLs</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Outcome<Access>> ReviewAsync(string token, string verb, string path, CancellationToken cancellation);
}
