using System.Buffers;
using System.Net.Http.Headers;
using System.Reflection;
using Coffer.Contracts.Vault;
using Coffer.Domain.Reach;

namespace Coffer.Vault.Wire;

/// <summary>The headers of a request, ours and those that people configured.</summary>
internal static class VaultHeaders
{
    public const string Namespace = "X-Vault-Namespace";
    private const string Token = "X-Vault-Token";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly string UserAgent = "coffer/" + (typeof(VaultHeaders).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    /// <summary>What is wrong with the headers of a call; null when nothing is. Never shows a value.</summary>
    public static string? Problem(VaultEndpoint endpoint, VaultCall call)
    {
        if (!IsValue(call.Namespace))
        {
            return "the Vault namespace has characters that a header can't carry";
        }

        if (call.Token is { } token && (token.Value.Length == 0 || !IsValue(token.Value)))
        {
            return "the token is empty or has characters that a header can't carry";
        }

        return Problem(endpoint.Headers, $"headers of VaultConnection {endpoint.Connection}")
            ?? Problem(call.Headers, "headers of the VaultAuth");
    }

    public static void Apply(HttpRequestMessage request, VaultEndpoint endpoint, VaultCall call)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("X-Vault-Request", "true");
        foreach (var (name, value) in endpoint.Headers.Concat(call.Headers))
        {
            Set(request.Headers, name, value);
        }

        if (call.Token is { } token)
        {
            Set(request.Headers, Token, token.Value);
        }

        if (call.Namespace.Length > 0)
        {
            Set(request.Headers, Namespace, call.Namespace);
        }
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    private static string? Problem(IReadOnlyDictionary<string, string> headers, string where)
    {
        foreach (var (name, value) in headers)
        {
            if (HeaderRules.Objection(name, value) is { } objection)
            {
                return $"{where}: {objection}";
            }

            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) || !IsValue(value) || !IsOfRequests(name))
            {
                return $"{where}: '{name}' is not a valid request header";
            }
        }

        return null;
    }

    private static bool IsValue(string value) => value.All(c => c is >= ' ' and <= '~');

    /// <summary>Content-Type and its kin belong to the body and are ours.</summary>
    private static bool IsOfRequests(string name)
    {
        using var probe = new HttpRequestMessage();
        return probe.Headers.TryAddWithoutValidation(name, "x");
    }
}
