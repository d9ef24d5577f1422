using System.Globalization;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.Chaos.Tests.Watching;

/// <summary>A Deployment: how often its pod template changed, and on whose account.</summary>
internal sealed class WorkloadPage
{
    private const string StampPrefix = "restart.coffer.secrets.hashicorp.com/";

    private readonly Dictionary<string, long> _stamps = [];
    private string? _template;

    /// <summary>Rollouts.</summary>
    public int Rollouts { get; private set; }

    /// <summary>Requests that were carried out: several of different sources may share a rollout.</summary>
    public int Stamps { get; private set; }

    /// <summary>Rollouts that no new request stands behind, or an older one: each is one too many.</summary>
    public List<string> Unasked { get; } = [];

    /// <summary>resourceVersion of the last rollout.</summary>
    public long RolledAt { get; private set; }

    public void See(JsonObject template, long revision)
    {
        var text = template.ToJsonString();
        if (_template is not null && text != _template)
        {
            Roll(template, revision);
        }

        _template = text;
    }

    private void Roll(JsonObject template, long revision)
    {
        (Rollouts, RolledAt) = (Rollouts + 1, revision);
        var risen = 0;
        foreach (var (key, id) in template["metadata"]?["annotations"]?.AsObject().Where(pair => pair.Key.StartsWith(
            StampPrefix, StringComparison.Ordinal)) ?? [])
        {
            var (before, now) = (_stamps.GetValueOrDefault(key, -1), long.Parse(((string)id!).Split('-')[0], CultureInfo.InvariantCulture));
            risen += now > before ? 1 : 0;
            if (now < before)
            {
                Unasked.Add($"{key} from {before} to {now}");
            }

            _stamps[key] = now;
        }

        Stamps += risen;
        if (risen == 0)
        {
            Unasked.Add(template["metadata"]?["annotations"]?.ToJsonString() ?? "no annotations");
        }
    }
}

internal sealed class WorkloadLedger(KubeClient kube, string space) : Ledger<WorkloadPage>(kube, ObjectId.Deployment(space, ""))
{
    protected override void Note(WorkloadPage page, JsonObject seen, long revision, long now) =>
        page.See(seen["spec"]!["template"]!.AsObject(), revision);
}
