namespace Coffer.Vault.Wire;

/// <summary>
/// Requests that are merely bad and are answered with 500 all the same: by Vault 2 those beyond its limits on JSON and those that its
/// lockout can't name a user of, by both servers a login whose client certificate is not good or whose secret id is too long. The same
/// request is answered the same way for ever. Seen on Vault 2.0.3 and OpenBao 2.6.2.
/// </summary>
internal static class BadRequests
{
    private static readonly string[] Beginnings =
    [
        "JSON string value exceeds", "JSON object exceeds", "JSON array exceeds", "JSON input exceeds", "duplicate key ", "malformed JSON",
        "invalid character ",
        "failed to determine alias name from login request", "missing role_id", "failed to create HMAC of ",
        "failed to verify client's certificate",
    ];

    public static bool Say(IReadOnlyList<string>? errors) =>
        errors is [var only] && Array.Exists(Beginnings, beginning => only.StartsWith(beginning, StringComparison.Ordinal));
}
