using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>One object of each kind, edited step by step. What was edited can be told afterwards.</summary>
internal sealed class WalkedSet(int number, Surroundings place, EditMaker maker, Random random)
{
    private const int Draws = 60;
    private const int MostUnhealthyRounds = 3;
    private const int Retries = 20;

    private readonly IReadOnlyDictionary<string, JsonObject> _first = place.First(number);
    private Dictionary<string, JsonObject?> _manifests = [];
    private (Dictionary<string, JsonObject?> Manifests, SetView View)? _sound;
    private SetView? _before;
    private int _unhealthy;

    public int Number => number;

    /// <summary>Every step since the beginning.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The kinds of steps that were made.</summary>
    public HashSet<Step> Made { get; } = [];

    /// <summary>The steps of this round.</summary>
    public List<string> Round { get; } = [];

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public int Reverts { get; private set; }

    /// <summary>Whether this round went back to what was sound before.</summary>
    public bool WentBack { get; private set; }

    /// <summary>The objects that there are, as they are stored.</summary>
    public IEnumerable<JsonObject> Objects => _manifests.Values.OfType<JsonObject>();

    private string? Destination => (string?)_manifests.GetValueOrDefault("VaultStaticSecret")?["spec"]?["destination"]?["name"];

    /// <summary>
    /// The manifest expects to find a Secret that an earlier one made. Once it is taken away, the manifest alone does not bring it back.
    /// </summary>
    private bool IsLent => (bool?)_manifests.GetValueOrDefault("VaultStaticSecret")?["spec"]?["destination"]?["create"] == false
        && !place.Given(number).Any(given => ObjectId.Of(given).Name == Destination);

    /// <summary>
    /// The Secret that the manifest expects to find, as somebody would have made it; null when it makes its own, or when there is none.
    /// Types with rules of their own need their keys.
    /// </summary>
    public async Task<JsonObject?> LentAsync()
    {
        if (!IsLent || Destination is not { Length: > 0 } name || name.Contains('/', StringComparison.Ordinal)
            || await place.Kube.FindAsync(ObjectId.Secret(place.App, name), default) is not { } found)
        {
            return null;
        }

        var type = (string?)found["type"] ?? "Opaque";
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = place.App },
            ["type"] = type,
            ["data"] = type.StartsWith("kubernetes.io/", StringComparison.Ordinal) ? found["data"]?.DeepClone() : null,
        };
    }

    public async Task BuildAsync()
    {
        await place.RestoreAsync(number, null);
        foreach (var (kind, manifest) in _first)
        {
            _manifests[kind] = await place.Kube.ApplyAsync(manifest, default);
        }

        Round.Add("all objects made");
        Steps.AddRange(Round);
    }

    /// <summary>One round: mostly one edit, sometimes several in a row, or back to what was sound.</summary>
    public async Task StepAsync()
    {
        Round.Clear();
        WentBack = _unhealthy > 0 && (_unhealthy >= MostUnhealthyRounds || random.Next(10) < 6);
        await place.RestoreAsync(number, Destination);
        await place.SweepAsync(number, Destination);
        if (WentBack)
        {
            await RevertAsync();
        }
        else
        {
            var count = random.Next(10) switch { < 7 => 1, < 9 => 2, _ => 4 };
            for (var edit = 0; edit < count; edit++)
            {
                await EditAsync();
            }
        }

        Steps.AddRange(Round);
    }

    /// <summary>Takes note of what the round came to.</summary>
    /// <returns>What is wrong with it, beside what a fresh operator makes of the same manifests.</returns>
    public IEnumerable<string> Note(SetView view)
    {
        List<string> faults = [];
        if (WentBack && _sound is { } sound)
        {
            faults.AddRange(view.Differences(sound.View, "after going back", "before"));
        }

        if (Round.Count == 1 && _before is { IsSynced: true } before && !view.IsSynced && !view.Lines.ContainsKey("VaultStaticSecret")
            && !Round[0].EndsWith("made again", StringComparison.Ordinal))
        {
            faults.AddRange(before.Owned.Where(secret => view.Owned.GetValueOrDefault(secret.Key) != secret.Value)
                .Select(secret => $"The last good Secret is not kept: it was {secret.Value} and is "
                    + $"{view.Owned.GetValueOrDefault(secret.Key) ?? "gone"}"));
        }

        _before = view;
        _unhealthy = view.IsHealthy ? 0 : _unhealthy + 1;
        _sound = view.IsHealthy && !IsLent ? (new Dictionary<string, JsonObject?>(_manifests), view) : _sound;
        return faults;
    }

    private async Task EditAsync()
    {
        for (var draw = 0; draw < Draws; draw++)
        {
            if (maker.Make(_manifests, _first, random) is not { } edit)
            {
                continue;
            }

            if (await PutAsync(edit.Kind, edit.Manifest) is not { } refusal)
            {
                Accepted++;
                Made.Add(edit.Step);
                Round.Add(edit.ToString());
                return;
            }

            Refused++;
            Made.Add(Step.Refused);
            Steps.Add($"(refused: {edit}: {refusal})");
        }
    }

    private async Task RevertAsync()
    {
        Reverts++;
        Made.Add(Step.GoBack);
        foreach (var (kind, manifest) in _sound!.Value.Manifests)
        {
            if (!JsonNode.DeepEquals(Shape(manifest), Shape(_manifests[kind])))
            {
                var refusal = await PutAsync(kind, manifest);
                Assert.Null(refusal);
                Round.Add($"{kind} back to what was sound");
            }
        }
    }

    /// <summary>Has the object be as the manifest says.</summary>
    /// <returns>Why the API server refuses it; null when it does not.</returns>
    private async Task<string?> PutAsync(string kind, JsonObject? manifest)
    {
        var id = ObjectId.Of(_first[kind]);
        if (manifest is null)
        {
            await place.Kube.DeleteAsync(id, default);
            await Until.TrueAsync(
                $"{id} to be gone", TimeSpan.FromSeconds(30), async () => await place.Kube.FindAsync(id, default) is null, default);
            _manifests[kind] = null;
            await place.SweepAsync(number, Destination);
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _manifests[kind] = await WriteAsync(id, Surroundings.Plain(manifest));
                return null;
            }
            catch (InvalidOperationException refusal)
                when (Says(refusal, HttpStatusCode.UnprocessableEntity) || Says(refusal, HttpStatusCode.BadRequest))
            {
                return refusal.Message.Length > 200 ? refusal.Message[..200] : refusal.Message;
            }
            catch (InvalidOperationException race) when (Says(race, HttpStatusCode.Conflict) && attempt < Retries)
            {
                // The operator wrote its status meanwhile.
            }
        }
    }

    private async Task<JsonObject> WriteAsync(ObjectId id, JsonObject manifest)
    {
        if (await place.Kube.FindAsync(id, default) is not { } found)
        {
            return await place.Kube.ApplyAsync(manifest, default);
        }

        manifest["metadata"]!["resourceVersion"] = (string)found["metadata"]!["resourceVersion"]!;
        return await place.Kube.ReplaceAsync(manifest, default);
    }

    private static bool Says(InvalidOperationException error, HttpStatusCode status) =>
        error.Message.Contains(string.Create(CultureInfo.InvariantCulture, $": {(int)status} "), StringComparison.Ordinal);

    private static JsonObject? Shape(JsonObject? manifest) => manifest is null ? null : Surroundings.Plain(manifest);
}
