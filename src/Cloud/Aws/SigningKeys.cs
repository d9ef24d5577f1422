namespace Coffer.Cloud.Aws;

/// <summary>Access keys, for one signature; prints as <c>***</c>.</summary>
/// <param name="Id">Id of the key.</param>
/// <param name="Secret">The key.</param>
/// <param name="SessionToken">Token of temporary keys; empty for others.</param>
internal sealed record SigningKeys(string Id, string Secret, string SessionToken)
{
    /// <summary>Reads what is handed out; null where a part is missing or can't stand in a header.</summary>
    public static SigningKeys? Of(string? id, string? secret, string? token) =>
        IsPrintable(id) && IsPrintable(secret) && (string.IsNullOrEmpty(token) || IsPrintable(token))
            ? new SigningKeys(id!, secret!, token ?? "")
            : null;

    /// <inheritdoc/>
    public override string ToString() => "***";

    private static bool IsPrintable(string? text) => text is { Length: > 0 } && text.All(static c => c is > ' ' and < '\x7f');
}
