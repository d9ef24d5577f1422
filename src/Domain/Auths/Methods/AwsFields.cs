using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Auths.Methods;

/// <summary>What the fields of the block <c>aws</c> may hold. They become parts of URLs and of headers.</summary>
internal static class AwsFields
{
    private const int MaxRegion = 32;
    private const int MaxSessionName = 64;
    private const int MaxServerId = 1024;

    public static IEnumerable<SpecError> Flaws(string field, VaultAuthAws block) =>
    [
        .. Where(block.Region, IsRegion, $"{field}.region", $"'{ShortText.Name(block.Region)}' is no region; write one such as eu-west-1"),
        .. Where(
            block.HeaderValue, IsServerId, $"{field}.headerValue",
            $"must be at most {MaxServerId} characters that can stand in a header"),
        .. Where(
            block.SessionName, IsSessionName, $"{field}.sessionName",
            $"'{ShortText.Name(block.SessionName)}' is no name of a session; it has 2 to {MaxSessionName} letters, digits and _+=,.@-"),
        .. Where(
            block.StsEndpoint, IsEndpoint, $"{field}.stsEndpoint", Endpoint(block.StsEndpoint, "https://sts.eu-west-1.amazonaws.com")),
        .. Where(block.IamEndpoint, IsEndpoint, $"{field}.iamEndpoint", Endpoint(block.IamEndpoint, "https://iam.amazonaws.com")),
    ];

    /// <summary>The name of a session that nobody named: who looks into CloudTrail finds the VaultAuth by it.</summary>
    public static string SessionName(AuthKey key) => ShortText.Head($"coffer-{key.Auth.Namespace}-{key.Auth.Name}", MaxSessionName);

    /// <summary>Whoever may have written a password into it does not read it in a condition.</summary>
    private static string Endpoint(string? url, string example)
    {
        var shown = (url ?? "").Contains('@', StringComparison.Ordinal) ? "what stands there" : $"'{ShortText.Name(url)}'";
        return $"{shown} is no endpoint; write one such as {example}, without user, path and query";
    }

    private static IEnumerable<SpecError> Where(string? value, Func<string, bool> isSound, string field, string flaw) =>
        SpecError.Unless(string.IsNullOrEmpty(value) || isSound(value), field, flaw);

    private static bool IsRegion(string text) =>
        text.Length <= MaxRegion && text.Contains('-', StringComparison.Ordinal) && text[0] != '-' && text[^1] != '-'
        && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsSessionName(string text) =>
        text.Length is >= 2 and <= MaxSessionName
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal));

    private static bool IsServerId(string text) => text.Length <= MaxServerId && text.All(static c => c is >= ' ' and < '\x7f');

    private static bool IsEndpoint(string text) =>
        text.Length <= SpecLimits.PathLength
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "https" or "http", Host.Length: > 0 }
        && url is { UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0 };
}
