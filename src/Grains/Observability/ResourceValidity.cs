using Coffer.Contracts;

namespace Coffer.Grains.Observability;

/// <summary>What the status of a resource says.</summary>
/// <param name="Controller">The reference's name of its controller.</param>
/// <param name="Key">The resource.</param>
/// <param name="IsValid">Whether it can be used.</param>
internal sealed record ResourceValidity(string Controller, ObjectKey Key, bool IsValid);
