using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>Fields of a kind that the API server drops.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Paths">As in <c>spec.destination.create</c>, with <c>[]</c> for a list's items and <c>{}</c> for a map's values; of a group
/// that is missing as a whole only the group.</param>
public sealed record DroppedFields(ResourceKind Kind, IReadOnlyList<string> Paths);
