using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Transformations;

/// <summary>What a secret that refers to a SecretTransformation is told.</summary>
public static class SecretTransformationReply
{
    /// <summary>The transformation, or what is wrong with it.</summary>
    public static TransformationReply Of(SecretTransformation resource, IReadOnlyList<SpecError> flaws)
    {
        var (kind, metadata) = (ResourceKinds.SecretTransformation.Kind, resource.Metadata);
        var problem = flaws.Count == 0
            ? null
            : new Failure(
                FailureKind.Misconfigured,
                $"{kind} {metadata.Namespace}/{metadata.Name} is invalid, correct it: {SpecVerdict.Text(flaws)}");
        return new TransformationReply(problem is null ? resource.Spec : null, problem)
        {
            Input = new InputRef(kind, metadata.Uid, metadata.Generation),
        };
    }
}
