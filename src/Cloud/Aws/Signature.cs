using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coffer.Cloud.Aws;

/// <summary>
/// Amazon's Signature Version 4 of a POST to the path <c>/</c> without a query, which is all that is signed here.
/// </summary>
internal sealed record Signature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Ending = "aws4_request";

    private Signature(string hex, string authorization) => (Hex, Authorization) = (hex, authorization);

    /// <summary>The signature alone.</summary>
    public string Hex { get; }

    /// <summary>Value of the header Authorization.</summary>
    public string Authorization { get; }

    /// <summary>How a moment is told in the header X-Amz-Date.</summary>
    public static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Signs.</summary>
    /// <param name="keys">With which keys.</param>
    /// <param name="region">For which region.</param>
    /// <param name="service">For which service.</param>
    /// <param name="headers">All headers to be signed, Host and X-Amz-Date among them.</param>
    /// <param name="body">The body.</param>
    public static Signature Of(
        SigningKeys keys, string region, string service, IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body)
    {
        var sorted = headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: Folded(header.Value)))
            .OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(header => header.Name));
        var stamp = sorted.Single(header => header.Name == "x-amz-date").Value;
        var scope = $"{stamp[..8]}/{region}/{service}/{Ending}";
        var canonical = $"POST\n/\n\n{string.Concat(sorted.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{Hash(body)}";
        var toSign = $"{Algorithm}\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Key(keys.Secret, stamp[..8], region, service);
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        CryptographicOperations.ZeroMemory(key);
        return new Signature(hex, $"{Algorithm} Credential={keys.Id}/{scope}, SignedHeaders={names}, Signature={hex}");
    }

    /// <inheritdoc/>
    public override string ToString() => "***";

    private static byte[] Key(string secret, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in new[] { date, region, service, Ending })
        {
            var next = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Spaces around a value do not count, and several in a row count as one.</summary>
    private static string Folded(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
