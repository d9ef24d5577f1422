using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>What the API server keeps of Coffer's resources. CRDs of another release drop what they don't know from manifests and journals.</summary>
public interface IServedSchemas
{
    /// <summary>Fields that Coffer knows and the served CRDs don't, by kind. A kind that is not served at all is left out: its feed tells of that.</summary>
    /// <param name="cancellation">Ends the question.</param>
    Task<Outcome<IReadOnlyList<DroppedFields>>> FindDroppedAsync(CancellationToken cancellation);
}

/// <summary>Fields of a kind that the API server drops.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Paths">As in <c>spec.destination.create</c>, with <c>[]</c> for a list's items and <c>{}</c> for a map's values; of a group that is missing as a whole only the group.</param>
public sealed record DroppedFields(ResourceKind Kind, IReadOnlyList<string> Paths);
