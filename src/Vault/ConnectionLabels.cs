using Coffer.Contracts;

namespace Coffer.Vault;

/// <summary>
/// What metrics call a VaultConnection. Whoever may make many would have as many series, which are never given back: those outside of the
/// operator's namespace are named as long as they are few, in all and of one namespace.
/// </summary>
internal sealed class ConnectionLabels(string operatorNamespace)
{
    public const string Other = "(other)";

    private const int MaxNamed = 100;
    private const int MaxOfNamespace = 4;

    private readonly Lock _lock = new();
    private readonly HashSet<ObjectKey> _named = [];

    public string Of(ObjectKey connection)
    {
        if (connection.Namespace == operatorNamespace)
        {
            return connection.ToString();
        }

        lock (_lock)
        {
            var isNamed = _named.Contains(connection)
                || (_named.Count < MaxNamed && _named.Count(named => named.Namespace == connection.Namespace) < MaxOfNamespace
                    && _named.Add(connection));
            return isNamed ? connection.ToString() : Other;
        }
    }
}
