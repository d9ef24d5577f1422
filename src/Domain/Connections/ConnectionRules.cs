using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Limits;
using Coffer.Domain.Reach;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Connections;

/// <summary>Checks a VaultConnection's spec. Everything that is wrong is told at once.</summary>
public static class ConnectionRules
{
    /// <summary>Name of the key of a CA Secret.</summary>
    public const string CaKey = "ca.crt";

    private const int MaxRedirectHosts = 16;

    /// <summary>The reference's default for one request.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(365);

    /// <summary>The settings of a VaultConnection, whose spec is not looked at where the object is too large.</summary>
    public static (ConnectionSettings? Settings, IReadOnlyList<string> Flaws) Check(VaultConnection connection, ReachRules reach) =>
        Bounds.Whole(connection.Metadata) is { } tooLarge
            ? (null, [tooLarge.ToString()])
            : Check(connection.Metadata.Namespace, connection.Spec, reach);

    /// <summary>The settings, or every flaw as <c>field: what to do</c>.</summary>
    public static (ConnectionSettings? Settings, IReadOnlyList<string> Flaws) Check(
        string @namespace, VaultConnectionSpec spec, ReachRules reach)
    {
        var address = ReadAddress(spec.Address);
        var timeout = ReadTimeout(spec.Timeout);
        List<string> flaws =
        [
            .. address is null ? ["spec.address: not an http:// or https:// URL without user, query or fragment"] : Array.Empty<string>(),
            .. address is not null && reach.Objection(@namespace, address) is { } objection
                ? [$"spec.address: {objection}"]
                : Array.Empty<string>(),
            .. timeout is null
                ? [$"spec.timeout: '{ShortText.Name(spec.Timeout)}' is no duration above zero; write e.g. 30s, 5m or 1h"]
                : Array.Empty<string>(),
            .. Roots(spec),
            .. Headers(spec.Headers),
            .. Bounds.Count("spec.headers", spec.Headers?.Count ?? 0, SpecLimits.Headers, "leave out what is not needed")
                .Select(static flaw => flaw.ToString()),
            .. RedirectHosts(spec.RedirectHosts ?? []),
        ];
        return flaws.Count > 0 ? (null, flaws) : (new ConnectionSettings
        {
            Address = address!,
            Headers = spec.Headers ?? new Dictionary<string, string>(),
            TlsServerName = string.IsNullOrEmpty(spec.TlsServerName) ? null : spec.TlsServerName,
            Ca = Source(@namespace, spec),
            SkipTlsVerify = spec.SkipTlsVerify,
            Timeout = timeout!.Value,
            RedirectHosts = spec.RedirectHosts ?? [],
        }, []);
    }

    private static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : null;

    private static IEnumerable<string> Roots(VaultConnectionSpec spec)
    {
        if (!string.IsNullOrEmpty(spec.CaCertPath) && !string.IsNullOrEmpty(spec.CaCertSecretRef))
        {
            yield return "spec.caCertPath, spec.caCertSecretRef: only one of the two may be set";
        }

        if (spec.CaCertPath is { Length: > 0 } path && (!path.StartsWith('/') || path.Split('/').Contains("..")))
        {
            yield return "spec.caCertPath: must be an absolute path without '..'";
        }

        if (spec.CaCertSecretRef is { Length: > 0 } name && KubeNames.Fault(name) is { } fault)
        {
            yield return name.Contains('/')
                ? "spec.caCertSecretRef: a name only; the Secret is looked up in the VaultConnection's own namespace"
                : $"spec.caCertSecretRef: {fault}";
        }
    }

    private static IEnumerable<string> Headers(IReadOnlyDictionary<string, string>? headers)
    {
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            if (HeaderRules.Objection(name, value) is { } objection)
            {
                yield return $"spec.headers: {objection}";
            }
            else if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c)))
            {
                yield return $"spec.headers: '{ShortText.Name(name)}' is no header name";
            }
        }
    }

    private static IEnumerable<string> RedirectHosts(IReadOnlyList<string> hosts) =>
        hosts.Count > MaxRedirectHosts ? [$"spec.redirectHosts: at most {MaxRedirectHosts} entries; use a pattern such as *.example.com"]
        : hosts.Where(host => HostPattern.Parse(host) is null)
            .Select(host => $"spec.redirectHosts: '{host}' is no host; write a name, *.suffix, an address or a network such as 10.0.0.0/8");

    private static CaSource Source(string @namespace, VaultConnectionSpec spec) =>
        !string.IsNullOrEmpty(spec.CaCertSecretRef) ? new CaSource.Secret(new ObjectKey(@namespace, spec.CaCertSecretRef))
        : !string.IsNullOrEmpty(spec.CaCertPath) ? new CaSource.File(spec.CaCertPath, @namespace)
        : new CaSource.System();

    private static TimeSpan? ReadTimeout(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultTimeout;
        }

        return Durations.TryParse(text, out var timeout) && timeout > TimeSpan.Zero && timeout < LongestTimeout ? timeout : null;
    }
}
