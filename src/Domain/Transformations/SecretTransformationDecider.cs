using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Transformations;

/// <summary>What is to be told of a SecretTransformation, to people and to the secrets that use it.</summary>
public static class SecretTransformationDecider
{
    /// <summary>The events of a check; none when the status says all this already.</summary>
    public static IReadOnlyList<Judged> Decide(
        JudgedState state, SecretTransformation resource, IReadOnlyList<SpecError> flaws, DateTimeOffset now) =>
        SpecVerdict.Decide(state, ResourceKinds.SecretTransformation.Kind, resource.Metadata, flaws, now);

    /// <summary>The Event for a change that was stored; null when people need not hear of it.</summary>
    public static Announcement? Announce(JudgedState before, JudgedState after, ObjectKey key) => SpecVerdict.Announce(
        before, after, ResourceKinds.SecretTransformation.Kind, key, "Failed to validate configured templates");

    /// <summary>What a secret that refers to it is told.</summary>
    public static TransformationReply Reply(SecretTransformation resource, IReadOnlyList<SpecError> flaws)
    {
        var problem = flaws.Count == 0
            ? null
            : new Failure(
                FailureKind.Misconfigured, $"SecretTransformation {Key(resource)} is invalid, correct it: {SpecVerdict.Text(flaws)}");
        return new TransformationReply(problem is null ? resource.Spec : null, problem) { Input = Input(resource.Metadata) };
    }

    /// <summary>A secret's input from a SecretTransformation.</summary>
    public static InputRef Input(ObjectMeta metadata) => new(ResourceKinds.SecretTransformation.Kind, metadata.Uid, metadata.Generation);

    /// <summary>A secret's input from a SecretTransformation that is not there.</summary>
    public static InputRef MissingInput(ObjectKey key) => InputRef.Absent(ResourceKinds.SecretTransformation.Kind, key);

    private static ObjectKey Key(SecretTransformation resource) => new(resource.Metadata.Namespace, resource.Metadata.Name);
}
