using Coffer.Contracts;

namespace Coffer.Domain.Auths;

/// <summary>A VaultAuth as used from one namespace; as text, and as a grain's key, <c>namespace/name@consumer</c>.</summary>
/// <param name="Auth">The VaultAuth.</param>
/// <param name="Consumer">Namespace of the resources that use it, where its ServiceAccounts and Secrets are looked up.</param>
public sealed record AuthKey(ObjectKey Auth, string Consumer)
{
    /// <summary>Reads <c>namespace/name@consumer</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static AuthKey Parse(string text) => text.Split('@') is [var auth, { Length: > 0 } consumer]
        ? new AuthKey(ObjectKey.Parse(auth), consumer)
        : throw new FormatException($"'{text}' is not of the form namespace/name@consumer");

    /// <inheritdoc/>
    public override string ToString() => $"{Auth}@{Consumer}";
}
