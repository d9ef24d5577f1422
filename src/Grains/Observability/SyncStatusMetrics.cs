using System.Diagnostics.Metrics;
using Coffer.Domain.Secrets;

namespace Coffer.Grains.Observability;

/// <summary>
/// How secrets stand, as gauges that are worked out when somebody scrapes: meter <c>Coffer.Secrets</c>. Always by namespace; by object only
/// when wanted, and then of the oldest alone. A series is gone when its object is.
/// </summary>
internal sealed class SyncStatusMetrics : IDisposable
{
    private const int MaxValidities = 2000;

    private readonly Meter _meter = new("Coffer.Secrets");
    private readonly SecretOverview _overview;
    private readonly ActiveActors<IValidity> _validities;

    public SyncStatusMetrics(SecretOverview overview, ActiveActors<IValidity> validities, GrainOptions options)
    {
        (_overview, _validities) = (overview, validities);
        _meter.CreateObservableGauge(
            "coffer.secrets", Counts, "{secret}", "Secrets of Vault by namespace and status: Synced, Failing or Pending");
        _meter.CreateObservableGauge("coffer.secrets.failing", Failing, "{secret}", "Secrets of Vault that fail, by namespace and reason");
        _meter.CreateObservableGauge("coffer.secrets.overdue", Overdue, "{secret}", "Secrets of Vault that should have been in step a "
            + "minute ago and were not, by namespace and why: Failing, or Late without a failure");
        _meter.CreateObservableGauge("coffer.secrets.age.max", Ages, "s", "Longest time since the last success of a secret, by namespace");
        _meter.CreateObservableGauge("coffer.certificates.expiry.min", Expiries, "s",
            "Least time until the certificate of a VaultPKISecret ends, by namespace; less than zero once it has");
        _meter.CreateObservableGauge("coffer.certificates.expiring", Expiring, "{certificate}",
            "Certificates whose renewal is overdue and that end soon or have ended, by namespace");
        _meter.CreateObservableGauge("controller_resource_status", Validities, null,
            "Whether a VaultAuth, VaultConnection, SecretTransformation or VaultPKISecret is valid (1) or not (0)");
        if (options.ObjectMetrics)
        {
            AddObjects();
        }
    }

    public Meter Meter => _meter;

    public void Dispose() => _meter.Dispose();

    private void AddObjects()
    {
        _meter.CreateObservableGauge("coffer.secret.age", () => Objects(static (status, now) => status.Age(now)?.TotalSeconds), "s",
            "Time since the last success of one secret");
        _meter.CreateObservableGauge(
            "coffer.secret.last_success.timestamp",
            () => Objects(static (status, _) => status.LastSuccess?.ToUnixTimeMilliseconds() / 1000d), "s",
            "Unix time of the last success of one secret");
        _meter.CreateObservableGauge("coffer.secret.overdue", () => Objects(static (status, now) => status.Overdue(now).TotalSeconds), "s",
            "How long one secret is overdue; 0 while it is not");
        _meter.CreateObservableGauge(
            "coffer.secret.expiry", () => Objects(static (status, now) => status.Left(now)?.TotalSeconds), "s",
            "Time until the certificate of one secret ends");
    }

    private IEnumerable<Measurement<int>> Counts() => _overview.Now.Namespaces.SelectMany(static tally => new[]
    {
        Measure(tally.Synced, tally, "status", "Synced"),
        Measure(tally.Failing, tally, "status", "Failing"),
        Measure(tally.Pending, tally, "status", "Pending"),
    });

    private IEnumerable<Measurement<int>> Failing() => _overview.Now.Namespaces.SelectMany(static tally =>
        tally.FailingByReason.Select(entry => Measure(entry.Value, tally, "reason", entry.Key)));

    private IEnumerable<Measurement<int>> Overdue() => _overview.Now.Namespaces.SelectMany(static tally =>
        new[] { Measure(tally.Stuck, tally, "why", "Failing"), Measure(tally.Late, tally, "why", "Late") });

    private IEnumerable<Measurement<double>> Ages() => _overview.Now.Namespaces.Select(static tally =>
        new Measurement<double>(tally.OldestAge.TotalSeconds, KeyValuePair.Create<string, object?>("namespace", tally.Name)));

    private IEnumerable<Measurement<double>> Expiries() =>
        from tally in _overview.Now.Namespaces
        where tally.SoonestEnd is not null
        select new Measurement<double>(tally.SoonestEnd!.Value.TotalSeconds, KeyValuePair.Create<string, object?>("namespace", tally.Name));

    private IEnumerable<Measurement<int>> Expiring() =>
        from tally in _overview.Now.Namespaces
        where tally.SoonestEnd is not null
        select new Measurement<int>(tally.Expiring, KeyValuePair.Create<string, object?>("namespace", tally.Name));

    private IEnumerable<Measurement<int>> Validities() =>
        _validities.All().Select(static actor => actor.Validity()).OfType<ResourceValidity>().Take(MaxValidities).Select(static found =>
            new Measurement<int>(found.IsValid ? 1 : 0, new("controller", found.Controller), new("namespace", found.Key.Namespace),
                new("name", found.Key.Name)));

    private IEnumerable<Measurement<double>> Objects(Func<SyncStatus, DateTimeOffset, double?> figure)
    {
        var view = _overview.Now;
        foreach (var status in view.Worst(GrainOptions.MaxObjectMetrics))
        {
            if (figure(status, view.At) is { } value)
            {
                yield return new Measurement<double>(
                    value, new("kind", status.Secret.Kind), new("namespace", status.Secret.Namespace), new("name", status.Secret.Name));
            }
        }
    }

    private static Measurement<int> Measure(int count, NamespaceTally tally, string label, string value) =>
        new(count, new("namespace", tally.Name), new KeyValuePair<string, object?>(label, value));
}
