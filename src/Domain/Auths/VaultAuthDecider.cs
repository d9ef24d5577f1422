using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Globals;
using Coffer.Domain.Journal;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Auths;

/// <summary>What is to be told of a VaultAuth.</summary>
public static class VaultAuthDecider
{
    private static readonly TimeSpan WhileWell = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WhileIll = TimeSpan.FromSeconds(30);

    /// <summary>The events of a verdict; none when the status says all this already.</summary>
    /// <param name="state">What the status says.</param>
    /// <param name="resource">The VaultAuth.</param>
    /// <param name="verdict">What was found out.</param>
    /// <param name="merged">What it came to with its VaultAuthGlobal; null when it names none, or one that can't be had.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<Judged> Decide(
        JudgedState state, VaultAuth resource, VaultAuthVerdict verdict, MergedAuth? merged, DateTimeOffset now)
    {
        var key = new ObjectKey(resource.Metadata.Namespace, resource.Metadata.Name);
        var problem = verdict.Problem(key);
        var sayings = Say(key, resource.Spec, merged, problem);
        IReadOnlyList<string> withdrawn = resource.Spec.VaultAuthGlobalRef is null ? ["Available"] : [];
        var judged = new Judged(problem is null, resource.Metadata.Generation, sayings, now)
        {
            Error = problem?.Message ?? "",
            SpecHash = SpecHash(merged?.Spec ?? resource.Spec),
            Withdrawn = withdrawn,
        };
        return state.TellsInTheseWords(judged) ? [] : [judged];
    }

    /// <summary>The verdict that a check leads to without asking the connection; null when that is to be asked.</summary>
    public static VaultAuthVerdict? Judge(VaultAuthRules.Checked check, ObjectKey? global = null) =>
        check.Flaws.Count > 0 ? new VaultAuthVerdict.Invalid(check.Flaws, global) : null;

    /// <summary>
    /// When to look again although nobody said that anything changed: heals a lost subscription, and waits for what is missing.
    /// </summary>
    public static DateTimeOffset NextLook(Failure? problem, int count, uint seed, DateTimeOffset now) => problem switch
    {
        null => now + WhileWell * (0.85 + 0.3 * (seed % 1000) / 1000),
        { IsTransient: true } => now + BackOff.After(problem, count, seed),
        _ => now + WhileIll,
    };

    /// <summary>The Event for a change that was stored; null when people need not hear of it.</summary>
    public static Announcement? Announce(JudgedState before, JudgedState after, ObjectKey key)
    {
        var news = before.Valid != after.Valid || before.Generation != after.Generation || before.Error != after.Error;
        return news && after.Valid is { } valid
            ? new Announcement(!valid, "Accepted", valid ? $"VaultAuth {key} can be used" : after.Error)
            : null;
    }

    /// <summary>Hex SHA-256 of the spec's JSON.</summary>
    public static string SpecHash(VaultAuthSpec spec) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(spec, ResourceJson.Default.VaultAuthSpec)));

    private static IReadOnlyList<Saying> Say(ObjectKey key, VaultAuthSpec spec, MergedAuth? merged, Failure? problem)
    {
        var text = problem?.Message ?? $"VaultAuth {key} can be used; whether Vault accepts a login shows in the resources that use it";
        var well = problem is null;
        return
        [
            .. spec.VaultAuthGlobalRef is null
                ? Array.Empty<Saying>()
                : [Sayings.Of("Available", merged is not null, "VaultAuthGlobalRef", merged?.Told ?? text)],
            Sayings.Of("Healthy", well, well ? "Healthy" : "Unhealthy", text),
            Sayings.Of("Ready", well, "Ready", text),
        ];
    }
}
