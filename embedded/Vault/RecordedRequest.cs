namespace Coffer.Embedded.Vault;

/// <summary>What requests are counted by.</summary>
/// <param name="Operation">read, list, update (PUT and POST), delete or patch.</param>
/// <param name="Path">The path after <c>/v1/</c>, as sent.</param>
/// <param name="Namespace">The X-Vault-Namespace header without slashes at the ends; empty when absent.</param>
public sealed record RequestKey(string Operation, string Path, string Namespace);

/// <summary>One request as it arrived.</summary>
/// <param name="Number">Counts up from 0 per listener.</param>
/// <param name="Time">When it arrived, by the server's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Key">Operation, path and namespace.</param>
/// <param name="Headers">All headers; tokens read <c>***</c>.</param>
public sealed record RecordedRequest(
    long Number, DateTimeOffset Time, string Method, RequestKey Key, IReadOnlyDictionary<string, string> Headers);
