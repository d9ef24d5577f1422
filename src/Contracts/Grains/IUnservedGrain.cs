namespace Coffer.Contracts.Grains;

/// <summary>
/// A resource whose kind has no actor of its own yet: it says so in a condition. Key <c>plural/namespace/name</c>, unlike
/// other resources' grains.
/// </summary>
[Alias("coffer.IUnservedGrain")]
public interface IUnservedGrain : IResourceGrain;
