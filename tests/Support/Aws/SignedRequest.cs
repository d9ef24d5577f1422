using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coffer.Tests.Support.Aws;

/// <summary>
/// A request as it arrived, and the check of its signature: written from Amazon's description of Signature Version 4 alone, so that it
/// shares no mistake with the operator.
/// </summary>
internal sealed class SignedRequest
{
    private const string Scheme = "AWS4-HMAC-SHA256 ";

    private readonly Dictionary<string, string> _parts;
    private readonly string[] _scope;

    private SignedRequest(Dictionary<string, string> parts, string[] scope) => (_parts, _scope) = (parts, scope);

    public string KeyId => _scope[0];

    public string Region => _scope[2];

    public string Service => _scope[3];

    public IReadOnlyList<string> SignedHeaders => _parts["SignedHeaders"].Split(';');

    public string Signature => _parts["Signature"];

    /// <summary>Reads the header Authorization; null when it has another form.</summary>
    public static SignedRequest? Of(IHeaderDictionary headers)
    {
        var text = headers.Authorization.ToString();
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text[Scheme.Length..].Split(", ").Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1]);
        return parts.ContainsKey("SignedHeaders") && parts.ContainsKey("Signature") && parts.TryGetValue("Credential", out var credential)
            && credential.Split('/') is { Length: 5 } scope && scope[4] == "aws4_request"
            ? new SignedRequest(parts, scope)
            : null;
    }

    public static DateTimeOffset? Moment(IHeaderDictionary headers) => DateTimeOffset.TryParseExact(
        headers["X-Amz-Date"].ToString(), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
        out var moment)
        ? moment
        : null;

    /// <summary>Whether it was made with this secret key over what arrived.</summary>
    public bool IsMadeWith(string secretKey, HttpRequest request, byte[] body)
    {
        var canonical = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(Path(request.Path.Value ?? "/")).Append('\n')
            .Append('\n');
        foreach (var name in SignedHeaders)
        {
            var values = name == "host" ? request.Host.Value! : request.Headers[name].ToString();
            canonical.Append(name).Append(':').Append(System.Text.RegularExpressions.Regex.Replace(values.Trim(), " +", " ")).Append('\n');
        }

        canonical.Append('\n').Append(_parts["SignedHeaders"]).Append('\n').Append(Hex(SHA256.HashData(body)));
        var stamp = request.Headers["X-Amz-Date"].ToString();
        var hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        var text = string.Join('\n', "AWS4-HMAC-SHA256", stamp, string.Join('/', _scope.Skip(1)), hash);
        var key = _scope.Skip(1).Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + secretKey), (sofar, part) => HMACSHA256.HashData(sofar, Encoding.UTF8.GetBytes(part)));
        return stamp.StartsWith(_scope[1], StringComparison.Ordinal)
            && SignedHeaders.Contains("host") && SignedHeaders.Contains("x-amz-date")
            && Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) == Signature;
    }

    /// <summary>Every service but S3 has paths normalised: Vault asks for <c>//</c>.</summary>
    private static string Path(string path) =>
        "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
