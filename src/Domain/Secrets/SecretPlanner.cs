using System.Security.Cryptography;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Limits;
using Coffer.Domain.Rendering;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Secrets;

/// <summary>Reads the manifests of one kind of secret: whether they are sound, and what they ask for.</summary>
/// <param name="source">The kind's own part.</param>
/// <param name="options">The operator's settings.</param>
public sealed class SecretPlanner(ISecretSource source, SecretOptions options)
{
    private const string AuthField = "spec.vaultAuthRef";

    /// <summary>The kind's own part.</summary>
    public ISecretSource Source => source;

    /// <summary>The kind's own part, where each request makes something new; null where requests only read.</summary>
    public IIssuingSource? Issuing => source as IIssuingSource;

    /// <summary>The operator's settings.</summary>
    public SecretOptions Options => options;

    /// <summary>Validates a manifest. Lists everything that is wrong, never only the first.</summary>
    /// <returns>The plan; null when there are errors.</returns>
    public SourcePlan? Plan(ISecretResource resource, ICollection<SpecError> errors)
    {
        foreach (var error in Flaws(resource))
        {
            errors.Add(error);
        }

        return errors.Count > 0 || AuthOf(resource) is not { } auth ? null : new SourcePlan
        {
            Auth = auth,
            Namespace = resource.VaultNamespace?.Trim('/') ?? "",
            Requests = source.Requests(resource),
            ExcludeRaw = resource.Destination.Transformation is { ExcludeRaw: true } || options.ExcludeRaw,
            SpecHash = Hash(resource),
            MetadataHash = SecretSpec.HashMetadata(resource),
        };
    }

    /// <summary>Everything that is wrong with a manifest, before anything that it names is asked for.</summary>
    public IReadOnlyList<SpecError> Flaws(ISecretResource resource)
    {
        if (Bounds.Whole(resource.Metadata) is { } tooLarge)
        {
            return [tooLarge];
        }

        var flaws = new List<SpecError>([.. source.Flaws(resource), .. SecretSpecRules.Check(resource, options)]);
        var (ns, transformation) = (resource.Metadata.Namespace, resource.Destination.Transformation);
        if (transformation?.TransformationRefs is not { Count: > SpecLimits.TransformationRefs })
        {
            CrossNamespace.Check(ns, transformation, options.CrossNamespaceRefs, options.OperatorNamespace, flaws);
        }

        if (AuthOf(resource) is null)
        {
            flaws.Add(new SpecError(AuthField, $"'{ShortText.Name(resource.VaultAuthRef)}' is no reference; write name or namespace/name"));
        }

        return flaws;
    }

    /// <summary>As whom a resource is read; null when its reference can't be read.</summary>
    public AuthKey? AuthOf(ISecretResource resource) =>
        References.Resolve(AuthField, resource.VaultAuthRef, resource.Metadata.Namespace, options.OperatorNamespace)
            .TryGet(out var auth, out _)
            ? new AuthKey(auth, resource.Metadata.Namespace)
            : null;

    /// <summary>
    /// How often Vault is read; null for never again after the first time. Never oftener than the operator's settings let.
    /// </summary>
    public TimeSpan? Period(ISecretResource resource)
    {
        var wanted = Durations.TryParse(resource.RefreshAfter, out var period) && period > TimeSpan.Zero
            ? period
            : source.DefaultPeriod(resource);
        return wanted > options.MinRefresh || wanted is null ? wanted : options.MinRefresh;
    }

    /// <summary>Hash of what the content of the Secret follows.</summary>
    public string Hash(ISecretResource resource) =>
        Convert.ToHexStringLower(SHA256.HashData([.. source.Followed(resource), options.ExcludeRaw ? (byte)1 : (byte)0]))[..16];
}
