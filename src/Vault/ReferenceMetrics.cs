using System.Diagnostics.Metrics;
using Coffer.Contracts;

namespace Coffer.Vault;

/// <summary>
/// The calls to Vault once more under the reference operator's names and labels, so that its dashboards and alerts go on working.
/// </summary>
internal sealed class ReferenceMetrics(Meter meter)
{
    private static readonly string[] Known = ["login", "renew", "read", "write"];

    private readonly Counter<long> _operations = meter.CreateCounter<long>(
        "vso_client_operations", null, "Logins, renewals, reads and writes, failed ones included");
    private readonly Counter<long> _errors = meter.CreateCounter<long>(
        "vso_client_operations_errors", null, "Logins, renewals, reads and writes that failed");
    private readonly Histogram<double> _time = meter.CreateHistogram<double>(
        "vso_client_operations_time", "s", "Time of logins, renewals, reads and writes");

    public void Called(string connection, string operation, Failure? failure, TimeSpan took)
    {
        if (!Known.Contains(operation))
        {
            return;
        }

        var what = KeyValuePair.Create<string, object?>("operation", operation);
        var where = KeyValuePair.Create<string, object?>("vault_connection", connection);
        _operations.Add(1, what, where);
        _time.Record(took.TotalSeconds, what, where);
        if (failure is not null)
        {
            _errors.Add(1, what, where);
        }
    }
}
