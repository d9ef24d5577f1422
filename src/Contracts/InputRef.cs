namespace Coffer.Contracts;

/// <summary>
/// One object that a Secret was made with, in the state that counted: a VaultAuth, a VaultConnection, a SecretTransformation.
/// </summary>
/// <param name="Kind">Name of its kind.</param>
/// <param name="Uid">Its UID; empty when there is no such object.</param>
/// <param name="Generation">Its generation.</param>
[GenerateSerializer, Immutable, Alias("coffer.InputRef")]
public sealed record InputRef([property: Id(0)] string Kind, [property: Id(1)] string Uid, [property: Id(2)] long Generation)
{
    /// <summary>The name that was referred to, when there is no such object; null when there is one.</summary>
    [Id(3)]
    public ObjectKey? Missing { get; init; }

    /// <summary>What is referred to and is not there.</summary>
    /// <param name="kind">Name of its kind.</param>
    /// <param name="key">Namespace and name.</param>
    public static InputRef Absent(string kind, ObjectKey key) => new(kind, "", 0) { Missing = key };

    /// <summary><c>Kind/uid/generation</c>, or <c>Kind/namespace/name</c> of what is not there; no UID looks like that.</summary>
    public override string ToString() => Missing is { } key ? $"{Kind}/{key}" : $"{Kind}/{Uid}/{Generation}";
}
