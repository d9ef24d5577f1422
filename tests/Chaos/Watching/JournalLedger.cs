using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.Watching;

/// <summary>A journal, put together from every status that was ever stored.</summary>
internal sealed class JournalPage
{
    private readonly Dictionary<long, string> _lines = [];

    public long Version { get; private set; }

    /// <summary>Events that went, came back as others, or are missing.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Events of failed syncs.</summary>
    public IEnumerable<string> Failures => _lines.Values.Where(line => line.Contains(" SyncFailed ", StringComparison.Ordinal));

    public void See(JsonObject status)
    {
        var version = (long?)status["journalVersion"] ?? 0;
        if (version < Version)
        {
            Faults.Add($"version {version} after {Version}");
        }

        Version = version;
        foreach (var line in status["history"]?.AsArray().Select(line => (string)line!) ?? [])
        {
            var number = long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
            if (!_lines.TryAdd(number, line) && _lines[number] != line)
            {
                Faults.Add($"'{_lines[number]}' became '{line}'");
            }
        }
    }

    public IEnumerable<string> Gaps()
    {
        for (var number = 1L; number <= Version; number++)
        {
            if (!_lines.ContainsKey(number))
            {
                yield return $"event {number} of {Version} was never seen";
            }
        }
    }
}

internal sealed class JournalLedger(KubeClient kube, string space)
    : Ledger<JournalPage>(kube, ObjectId.Custom("VaultStaticSecret", space, ""))
{
    protected override void Note(JournalPage page, JsonObject seen, long revision, long now)
    {
        if (seen["status"] is JsonObject status)
        {
            page.See(status);
        }
    }
}
