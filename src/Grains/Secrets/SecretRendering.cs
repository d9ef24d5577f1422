using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Grains.Transformations;

namespace Coffer.Grains.Secrets;

/// <summary>Makes the data of a Secret from what Vault answered.</summary>
internal sealed class SecretRendering(SyncPorts ports, SecretPlanner planner, SourceReader source, TimeProvider time)
{
    /// <summary>What the answers say.</summary>
    public async Task<SourceRead> UnderstandAsync(
        ISecretResource resource, SourcePlan plan, SourceRead answer, CancellationToken cancellation)
    {
        if (answer is not SourceRead.Answered answered)
        {
            return answer;
        }

        return IsHeavy(answered) ? await ports.Rendering.RunAsync(resource.Metadata.Namespace, Understand, cancellation) : Understand();

        SourceRead Understand() => source.Understand(resource, plan, answered, planner.Options.MaxFields);
    }

    /// <summary>
    /// Templates and patterns, and what is large, may take seconds: they run beside the grain's own turn, which goes on hearing facts, and
    /// wait for those of others. What has none waits for nobody.
    /// </summary>
    public async Task<(SecretData? Data, string? Problem)> RenderAsync(
        ISecretResource resource, SourcePlan plan, Resolved.Found resolved, SourceRead.Answered answer, SourceContent content,
        List<string> remarks, CancellationToken cancellation)
    {
        var context = new RenderContext
        {
            Annotations = resource.Metadata.Annotations,
            Labels = resource.Metadata.Labels,
            ExcludeRaw = plan.ExcludeRaw,
            Limits = planner.Options.TemplateLimits,
            MaxFields = planner.Options.MaxFields,
            Clock = time,
        };
        return IsHeavy(answer) || resolved.Transformation.IsHeavy
            ? await ports.Rendering.RunAsync(resource.Metadata.Namespace, Render, cancellation)
            : Render();

        (SecretData?, string?) Render()
        {
            var data = resolved.Transformation.Render(content, context, out var problem, remarks);
            if (data is not null)
            {
                Remarks.Add(remarks, Remarks.OfDockerConfig(data.Entries));
            }

            return (data, problem);
        }
    }

    /// <summary>What the Secret is to hold, as the journal keeps it; the Secret itself is not known yet.</summary>
    public SyncedContent Content(ISecretResource resource, SourceVersion version, Digests digests, string inputs) => new()
    {
        ContentDigest = digests.Content,
        RestartDigest = digests.Restart,
        KeyId = digests.KeyId,
        ReferenceMac = planner.Options.Adopt && resource.HmacSecretData ? digests.ReferenceMac : "",
        Source = version,
        SecretName = resource.Destination.Name,
        SecretUid = "",
        SecretVersion = "",
        SecretType = WriteRules.WantedType(resource.Destination) ?? "",
        Generation = resource.Metadata.Generation,
        Inputs = inputs,
        ForceSync = SecretSpec.ForceSync(resource),
        At = Now(),
    };

    /// <summary>As the journal keeps times.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The inputs of a sync.</summary>
    public static string InputsOf(SourcePlan plan, string session, string transformations) =>
        new SecretInputs(plan.SpecHash, SessionInputs.Place(session))
        {
            MetadataHash = plan.MetadataHash,
            Transformations = transformations,
        }.ToString();

    private static bool IsHeavy(SourceRead.Answered answer) => answer.Bytes > SpecLimits.LightAnswerBytes;
}
