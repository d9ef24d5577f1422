namespace Coffer.Contracts.Ports;

/// <summary>Looks ServiceAccounts up whose annotations say which identity of a cloud they stand for.</summary>
public interface IServiceAccounts
{
    /// <summary>One metadata-only GET of the annotations, empty when it has none. NotFound names the missing account.</summary>
    Task<Outcome<IReadOnlyDictionary<string, string>>> AnnotationsAsync(ObjectKey account, CancellationToken cancellation);
}
