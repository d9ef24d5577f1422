using Coffer.Contracts.Vault;

namespace Coffer.Vault.Wire;

/// <summary>One request below <c>/v1/</c>. Carries a token and perhaps credentials, so it prints as method and path only.</summary>
internal sealed record VaultCall(string Operation, HttpMethod Method, string Path)
{
    /// <summary>Namespace that the call is made for; empty for the operator's own.</summary>
    public string Consumer { get; init; } = "";

    /// <summary>Normalised; empty for the root.</summary>
    public string Namespace { get; init; } = "";

    public VaultToken? Token { get; init; }

    /// <summary>Headers of this call, on top of the endpoint's.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>JSON; null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Largest answer that is of use, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = VaultOptions.MaxOtherBytes;

    /// <summary>The client certificate to show; null for none. Such a call goes over a connection of its own.</summary>
    public ClientCertificate? Certificate { get; init; }

    /// <summary>The connections that it goes over; null for those that all calls share.</summary>
    public HttpMessageInvoker? Via { get; init; }

    /// <summary>Values that an error text of the server must not bring back.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    public override string ToString() => Namespace.Length == 0 ? $"{Method} {Path}" : $"{Method} {Path} in namespace {Namespace}";
}
