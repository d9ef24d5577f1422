namespace Coffer.Contracts.Ports;

/// <summary>An owner reference's fields.</summary>
[GenerateSerializer, Immutable, Alias("coffer.Owner")]
public sealed record Owner(
    [property: Id(0)] string ApiVersion, [property: Id(1)] string Kind, [property: Id(2)] string Name, [property: Id(3)] string Uid);
