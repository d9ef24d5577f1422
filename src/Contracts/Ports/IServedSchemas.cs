namespace Coffer.Contracts.Ports;

/// <summary>
/// What the API server keeps of Coffer's resources. CRDs of another release drop what they don't know from manifests and journals.
/// </summary>
public interface IServedSchemas
{
    /// <summary>
    /// Fields that Coffer knows and the served CRDs don't, by kind. A kind that is not served at all is left out: its feed tells of that.
    /// </summary>
    /// <param name="cancellation">Ends the question.</param>
    Task<Outcome<IReadOnlyList<DroppedFields>>> FindDroppedAsync(CancellationToken cancellation);
}
