using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.Chaos.Tests.World;

/// <summary>The tests run one after the other, on servers that they share: each wants the machine for itself.</summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<Servers>
{
    public const string Name = "servers";
}
